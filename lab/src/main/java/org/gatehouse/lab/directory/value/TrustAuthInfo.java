package org.gatehouse.lab.directory.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.WindowsTime;

/**
 * The password of one direction of a trust, as {@code trustAuthIncoming} and {@code trustAuthOutgoing} hold it ([MS-ADTS]
 * 6.1.6.9.1): the current one in the clear, its version, and no previous one. Only the directory itself writes it.
 *
 * @param password of which both sides' keys are made
 */
public record TrustAuthInfo(Password password) {
    private static final int TRUST_AUTH_TYPE_CLEAR = 2;
    private static final int TRUST_AUTH_TYPE_VERSION = 3;
    private static final int COUNT = 2;

    /** Count, and the offsets of current and previous information. */
    private static final int HEADER_SIZE = 12;

    /** LastUpdateTime, AuthType, AuthInfoLength of LSAPR_AUTH_INFORMATION ([MS-LSAD] 2.2.7.17). */
    private static final int FIXED_SIZE = 16;

    private static final int VERSION_SIZE = 4;
    private static final int ALIGNMENT = 4;

    public static TrustAuthInfo of(String password, int keyVersionNumber, Instant lastSet) {
        return new TrustAuthInfo(new Password(password, keyVersionNumber, Optional.of(lastSet)));
    }

    public byte[] encode() {
        byte[] text = password.text().getBytes(StandardCharsets.UTF_16LE);
        int currentSize = FIXED_SIZE + aligned(text.length) + FIXED_SIZE + VERSION_SIZE;
        ByteBuffer buffer = ByteBuffer.allocate(HEADER_SIZE + currentSize).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(COUNT).putInt(HEADER_SIZE).putInt(HEADER_SIZE + currentSize);
        long time = WindowsTime.of(password.lastSet().orElse(Instant.EPOCH));
        buffer.putLong(time).putInt(TRUST_AUTH_TYPE_CLEAR).putInt(text.length).put(text);
        buffer.position(HEADER_SIZE + FIXED_SIZE + aligned(text.length));
        buffer.putLong(time).putInt(TRUST_AUTH_TYPE_VERSION).putInt(VERSION_SIZE);
        buffer.putInt(password.keyVersionNumber());
        return buffer.array();
    }

    /** Reads what {@link #encode} wrote. */
    public static TrustAuthInfo decode(byte[] bytes) {
        ByteBuffer buffer =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(HEADER_SIZE);
        Instant lastSet = WindowsTime.instant(buffer.getLong());
        byte[] text =
                new byte[buffer.position(buffer.position() + Integer.BYTES).getInt()];
        buffer.get(text);
        buffer.position(HEADER_SIZE + FIXED_SIZE + aligned(text.length) + FIXED_SIZE);
        return of(new String(text, StandardCharsets.UTF_16LE), buffer.getInt(), lastSet);
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
