package org.gatehouse.keytab;

import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Finds out whether a damaged keytab was taken for text and converted. That is shown by undoing the conversion: what comes
 * out is a keytab without any damage. The copies that this takes hold keys and are wiped.
 */
final class ConvertedKeytab {
    private static final byte[] LF = {'\n'};
    private static final byte[] CR = {'\r'};
    private static final byte[] CRLF = {'\r', '\n'};
    /** U+FFFD, which stands for bytes that are not UTF-8. */
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
    /** Of a character in UTF-8, which the end of the file may cut. */
    private static final int MAX_CHARACTER = 4;

    private ConvertedKeytab() {}

    /** @param file starts as a keytab, and not all of it can be read */
    static Optional<FileKind> kind(Bytes file) {
        if (isUtf8(file)) {
            if (contains(file, REPLACEMENT)) {
                return Optional.of(FileKind.REPLACED_CHARACTERS);
            }
            if (isGood(file.read(ConvertedKeytab::latin1))) {
                return Optional.of(FileKind.UTF_8_KEYTAB);
            }
        }
        boolean lines = isGoodWith(file, CRLF, LF)
                || isGoodWith(file, CRLF, CR)
                || isGoodWith(file, LF, CRLF)
                || isGoodWith(file, CR, CRLF)
                || isGoodWith(file, CR, LF)
                || isGoodWith(file, LF, CR);
        return lines ? Optional.of(FileKind.CONVERTED_LINE_ENDS) : Optional.empty();
    }

    /** Whether all of it is a keytab with entries. */
    static boolean isGood(Bytes file) {
        try (Keytab keytab = Keytab.parse(file)) {
            return keytab.oddEntries().isEmpty() && !keytab.entries().isEmpty();
        } catch (WireException e) {
            return false;
        }
    }

    /** @param candidate is wiped */
    private static boolean isGood(byte[] candidate) {
        try {
            return isGood(Bytes.of(candidate));
        } finally {
            Arrays.fill(candidate, (byte) 0);
        }
    }

    private static boolean isGoodWith(Bytes file, byte[] found, byte[] instead) {
        return contains(file, found)
                && isGood(file.<byte[], RuntimeException>read(
                        (array, offset, length) -> replaced(array, offset, length, found, instead)));
    }

    private static byte[] replaced(byte[] array, int offset, int length, byte[] found, byte[] instead) {
        int count = 0;
        for (int at = offset; at < offset + length; at++) {
            if (startsWith(array, at, offset + length, found)) {
                count++;
                at += found.length - 1;
            }
        }
        byte[] replaced = new byte[length + count * (instead.length - found.length)];
        int to = 0;
        for (int at = offset; at < offset + length; at++) {
            if (startsWith(array, at, offset + length, found)) {
                System.arraycopy(instead, 0, replaced, to, instead.length);
                to += instead.length;
                at += found.length - 1;
            } else {
                replaced[to++] = array[at];
            }
        }
        return replaced;
    }

    private static boolean startsWith(byte[] array, int at, int end, byte[] prefix) {
        return at + prefix.length <= end && Arrays.equals(array, at, at + prefix.length, prefix, 0, prefix.length);
    }

    private static boolean contains(Bytes file, byte[] sought) {
        return file.<Boolean, RuntimeException>read((array, offset, length) -> {
            for (int at = offset; at < offset + length; at++) {
                if (startsWith(array, at, offset + length, sought)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isUtf8(Bytes file) {
        for (int cut = 0; cut < MAX_CHARACTER && cut < file.length(); cut++) {
            if (Utf8.isWellFormed(file.slice(0, file.length() - cut))) {
                return true;
            }
        }
        return false;
    }

    /** The bytes that were taken for ISO 8859-1 and written as UTF-8 (RFC 3629 §3); empty if there are other characters. */
    private static byte[] latin1(byte[] array, int offset, int length) {
        byte[] bytes = new byte[length];
        int to = 0;
        for (int at = offset; at < offset + length; at++) {
            int first = array[at] & 0xff;
            boolean pair = first == 0xc2 || first == 0xc3;
            if (pair ? at + 1 == offset + length : first >= 0x80) {
                Arrays.fill(bytes, (byte) 0);
                return new byte[0];
            }
            bytes[to++] = (byte) (pair ? ((first & 0x03) << 6) | (array[++at] & 0x3f) : first);
        }
        byte[] exact = Arrays.copyOf(bytes, to);
        Arrays.fill(bytes, (byte) 0);
        return exact;
    }
}
