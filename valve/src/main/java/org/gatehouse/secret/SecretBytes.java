package org.gatehouse.secret;

import java.util.Arrays;

/**
 * Bytes that nobody may see: a key, or what was decrypted with one. They leave this object only for the time of a
 * {@link #use}; {@link #close} wipes them, after which every use is a programming error.
 */
public final class SecretBytes implements AutoCloseable {
    private final byte[] array;
    private final int offset;
    private final int length;
    private volatile boolean closed;

    private SecretBytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        SecretWatch.FOUND.made(this);
    }

    public static SecretBytes copyOf(byte[] secret) {
        return adopt(secret.clone());
    }

    /** Takes the array over: the caller keeps no reference to it. */
    public static SecretBytes adopt(byte[] secret) {
        return new SecretBytes(secret, 0, secret.length);
    }

    /** Takes the array over, whose first {@code skipped} bytes do not belong to the value but are wiped with it. */
    public static SecretBytes adopt(byte[] secret, int skipped, int length) {
        if (skipped < 0 || length < 0 || length > secret.length - skipped) {
            throw new IndexOutOfBoundsException(length + " from " + skipped + " of " + secret.length);
        }
        return new SecretBytes(secret, skipped, length);
    }

    public int length() {
        return length;
    }

    /**
     * Hands the bytes to {@code user}, who neither keeps nor changes the array.
     *
     * @throws E what the user throws
     */
    public <T, E extends Exception> T use(User<T, E> user) throws E {
        if (closed) {
            throw new IllegalStateException("The secret is closed");
        }
        return user.use(array, offset, length);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(array, (byte) 0);
    }

    /** In constant time for values of one length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretBytes that
                && length == that.length
                && use((mine, myOffset, myLength) -> that.use((theirs, theirOffset, theirLength) -> {
                    int difference = 0;
                    for (int i = 0; i < myLength; i++) {
                        difference |= mine[myOffset + i] ^ theirs[theirOffset + i];
                    }
                    return difference == 0;
                }));
    }

    /** Tells nothing of the value. */
    @Override
    public int hashCode() {
        return length;
    }

    @Override
    public String toString() {
        return "SecretBytes[redacted]";
    }

    /** What is done with a secret while it can be seen. */
    @FunctionalInterface
    public interface User<T, E extends Exception> {
        T use(byte[] array, int offset, int length) throws E;
    }
}
