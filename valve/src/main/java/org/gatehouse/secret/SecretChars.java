package org.gatehouse.secret;

import java.util.Arrays;
import java.util.Optional;

/**
 * Text that nobody may see: a password. As with {@link SecretBytes}, it leaves this object only for the time of a {@link
 * #use}, and {@link #close} wipes it.
 */
public final class SecretChars implements AutoCloseable {
    private static final int LAST_ASCII = 0x7f;

    private final char[] array;
    private volatile boolean closed;

    private SecretChars(char[] array) {
        this.array = array;
        SecretWatch.FOUND.made(this);
    }

    /** Takes the array over: the caller keeps no reference to it. */
    public static SecretChars adopt(char[] secret) {
        return new SecretChars(secret);
    }

    /** The text that {@code utf8} encodes (RFC 3629); empty if that is no UTF-8, or not in its shortest form. */
    public static Optional<SecretChars> decode(SecretBytes utf8) {
        char[] buffer = new char[utf8.length()];
        int length =
                utf8.use((array, offset, count) -> decode(Arrays.copyOfRange(array, offset, offset + count), buffer));
        Optional<SecretChars> text = length < 0 ? Optional.empty() : Optional.of(adopt(Arrays.copyOf(buffer, length)));
        Arrays.fill(buffer, '\0');
        return text;
    }

    /** Returns how many chars there are, or less than none for bytes that are no UTF-8; wipes the bytes. */
    private static int decode(byte[] bytes, char[] target) {
        int length = 0;
        int at = 0;
        while (at < bytes.length && length >= 0) {
            int lead = bytes[at] & 0xff;
            int following = following(lead);
            int codePoint = lead <= LAST_ASCII ? lead : lead & (0x3f >>> following);
            boolean good = following >= 0 && at + following < bytes.length;
            for (int i = 1; good && i <= following; i++) {
                good = (bytes[at + i] & 0xc0) == 0x80;
                codePoint = (codePoint << 6) | (bytes[at + i] & 0x3f);
            }
            good = good && isShortest(codePoint, following) && isCharacter(codePoint);
            length = good ? length + Character.toChars(codePoint, target, length) : -1;
            at += following + 1;
        }
        Arrays.fill(bytes, (byte) 0);
        return length;
    }

    /** How many bytes belong to a leading one; less than none if it is none. */
    private static int following(int lead) {
        return lead <= LAST_ASCII ? 0 : lead < 0xc0 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : -1;
    }

    private static boolean isShortest(int codePoint, int following) {
        return codePoint >= new int[] {0, 0x80, 0x800, Character.MIN_SUPPLEMENTARY_CODE_POINT}[following];
    }

    private static boolean isCharacter(int codePoint) {
        return Character.isValidCodePoint(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    /** In chars of UTF-16. */
    public int length() {
        return array.length;
    }

    /**
     * Hands the text to {@code user}, who neither keeps nor changes the array.
     *
     * @throws E what the user throws
     */
    public <T, E extends Exception> T use(User<T, E> user) throws E {
        if (closed) {
            throw new IllegalStateException("The secret is closed");
        }
        return user.use(array);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(array, '\0');
    }

    @Override
    public String toString() {
        return "SecretChars[redacted]";
    }

    /** What is done with a secret while it can be seen. */
    @FunctionalInterface
    public interface User<T, E extends Exception> {
        T use(char[] array) throws E;
    }
}
