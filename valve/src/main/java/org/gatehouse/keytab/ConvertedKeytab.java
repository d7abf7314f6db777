package org.gatehouse.keytab;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Finds out whether a damaged keytab was taken for text and converted. That is shown by undoing the conversion: what comes
 * out is a keytab without any damage. The copies that this takes hold keys and are wiped.
 */
final class ConvertedKeytab {
    private static final Bytes LF = bytes("0a");
    private static final Bytes CR = bytes("0d");
    private static final Bytes CRLF = bytes("0d0a");
    /** U+FFFD, which stands for bytes that are not UTF-8. */
    private static final Bytes REPLACEMENT = bytes("efbfbd");
    /** Of a character in UTF-8, which the end of the file may cut. */
    private static final int MAX_CHARACTER = 4;
    /** The first byte of U+00FF in UTF-8, the last character of ISO 8859-1. */
    private static final int LAST_OF_LATIN_1 = 0xc3;

    private ConvertedKeytab() {}

    /** @param file starts as a keytab, and not all of it can be read */
    static Optional<FileKind> kind(Bytes file) {
        if (isUtf8(file)) {
            if (!places(file, REPLACEMENT).isEmpty()) {
                return Optional.of(FileKind.REPLACED_CHARACTERS);
            }
            if (isLatin1(file) && isGood(latin1(file))) {
                return Optional.of(FileKind.UTF_8_KEYTAB);
            }
        }
        boolean lines = isGoodWith(file, CRLF, LF)
                || isGoodWith(file, CRLF, CR)
                || isGoodWithMore(file, LF)
                || isGoodWithMore(file, CR)
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

    /** @param candidate is closed */
    private static boolean isGood(SecretBytes candidate) {
        try (candidate) {
            return candidate.use((array, offset, length) -> isGood(Bytes.of(array, offset, length)));
        }
    }

    /**
     * Whether CR LF in the place of each {@code found} makes it a keytab. A file that is cut in its last entry lacks bytes
     * as well: where only that entry would change, it is simply incomplete.
     */
    private static boolean isGoodWithMore(Bytes file, Bytes found) {
        int cutFrom = cutFrom(file);
        return places(file, found).stream().anyMatch(place -> place < cutFrom) && isGoodWith(file, found, CRLF);
    }

    /** Where the entry begins that the end of the file cuts; the end of a file that is not cut. */
    private static int cutFrom(Bytes file) {
        try (Keytab keytab = Keytab.parse(file)) {
            return keytab.oddEntries().stream()
                    .filter(OddEntry::isCut)
                    .mapToInt(OddEntry::offset)
                    .findFirst()
                    .orElse(file.length());
        } catch (WireException e) {
            return file.length();
        }
    }

    /** Whether {@code instead} in the place of each {@code found} makes it a keytab. */
    private static boolean isGoodWith(Bytes file, Bytes found, Bytes instead) {
        return isGood(replaced(file, found, instead));
    }

    private static SecretBytes replaced(Bytes file, Bytes found, Bytes instead) {
        List<Integer> places = places(file, found);
        byte[] replaced = new byte[file.length() + places.size() * (instead.length() - found.length())];
        int from = 0;
        int to = 0;
        for (int place : places) {
            Bytes kept = file.slice(from, place - from);
            kept.copyTo(replaced, to);
            instead.copyTo(replaced, to + kept.length());
            from = place + found.length();
            to += kept.length() + instead.length();
        }
        file.slice(from, file.length() - from).copyTo(replaced, to);
        return SecretBytes.adopt(replaced);
    }

    /** Where it is. None of what is sought here can overlap itself. */
    private static List<Integer> places(Bytes file, Bytes sought) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at <= file.length() - sought.length(); at++) {
            if (file.slice(at, sought.length()).equals(sought)) {
                places.add(at);
            }
        }
        return places;
    }

    /** Whether it is UTF-8 but for a character that the end of the file cuts; the version before it is ASCII. */
    private static boolean isUtf8(Bytes file) {
        for (int cut = 0; cut < MAX_CHARACTER; cut++) {
            if (Utf8.isWellFormed(file.slice(0, file.length() - cut))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is UTF-8 with only the characters of ISO 8859-1. */
    private static boolean isLatin1(Bytes file) {
        for (int at = 0; at < file.length(); at++) {
            if (file.at(at) > LAST_OF_LATIN_1) {
                return false;
            }
        }
        return Utf8.isWellFormed(file);
    }

    /** The bytes that were taken for ISO 8859-1 and written as UTF-8 (RFC 3629 §3). */
    private static SecretBytes latin1(Bytes utf8) {
        byte[] latin1 = new byte[utf8.length()];
        int characters = 0;
        for (int at = 0; at < utf8.length(); at++) {
            int next = utf8.at(at);
            if (isContinuation(next)) {
                latin1[characters - 1] = (byte) ((latin1[characters - 1] & 0x03) << 6 | (next & 0x3f));
            } else {
                latin1[characters++] = (byte) next;
            }
        }
        return SecretBytes.adopt(latin1, 0, characters);
    }

    private static boolean isContinuation(int octet) {
        return (octet & 0xc0) == 0x80;
    }

    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
