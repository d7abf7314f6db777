package org.gatehouse.secret;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A random key of 128 bits outside the Java heap, so that a dump of the heap does not hold it. It lives as long as this
 * object.
 */
public final class OffHeapKey {
    private static final int LENGTH = 16;

    private final ByteBuffer key = ByteBuffer.allocateDirect(LENGTH);

    public OffHeapKey(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        key.put(0, bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    /** Half of it, for a local variable and nothing that outlives it. */
    public long first() {
        return key.getLong(0);
    }

    /** The other half. */
    public long second() {
        return key.getLong(Long.BYTES);
    }

    @Override
    public String toString() {
        return "OffHeapKey[redacted]";
    }
}
