package org.gatehouse.settings;

import java.io.IOException;
import java.util.Arrays;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;

/** The one line of a file that is a password. */
public final class PasswordFile {
    /** In bytes; Active Directory takes 256 characters. */
    public static final int MAX_LENGTH = 2048;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private PasswordFile() {}

    /** The file does not hold a password. The message says why, and nothing of what it holds. */
    public static final class NoPasswordException extends IOException {
        private static final long serialVersionUID = 1;

        NoPasswordException(String reason) {
            super(reason);
        }
    }

    /**
     * The password: UTF-8, without the end of the line that editors and {@code echo} put there, and without the mark that
     * editors on Windows put in front. Spaces are part of it.
     *
     * @param content is closed by its owner
     * @throws NoPasswordException whose message says in words why this is not a password
     */
    public static SecretChars password(SecretBytes content) throws NoPasswordException {
        if (content.length() > MAX_LENGTH) {
            throw new NoPasswordException("it has more than " + MAX_LENGTH + " bytes");
        }
        try (SecretBytes line = content.use(PasswordFile::line)) {
            if (line.length() == 0) {
                throw new NoPasswordException("it is empty");
            }
            boolean oneLine = line.use((array, offset, length) -> {
                boolean visible = true;
                for (int i = offset; i < offset + length; i++) {
                    visible &= array[i] < 0 || array[i] >= ' ';
                }
                return visible;
            });
            if (!oneLine) {
                throw new NoPasswordException("it has more than one line, or control characters");
            }
            return SecretChars.decode(line).orElseThrow(() -> new NoPasswordException("it is not UTF-8"));
        }
    }

    private static SecretBytes line(byte[] array, int offset, int length) {
        int from = offset;
        int to = offset + length;
        if (length >= BYTE_ORDER_MARK.length
                && Arrays.equals(
                        array, from, from + BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)) {
            from += BYTE_ORDER_MARK.length;
        }
        to -= to > from && array[to - 1] == '\n' ? 1 : 0;
        to -= to > from && array[to - 1] == '\r' ? 1 : 0;
        return SecretBytes.adopt(Arrays.copyOfRange(array, from, to));
    }
}
