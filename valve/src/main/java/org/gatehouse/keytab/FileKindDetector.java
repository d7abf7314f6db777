package org.gatehouse.keytab;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.keytab.FileText.Encoding;
import org.gatehouse.wire.Bytes;

/** Tells what a file is by its beginning, as {@code file} does, and what has become of a keytab. */
final class FileKindDetector {
    private static final List<Bytes> KEYTAB = beginnings("0501", "0502");
    private static final List<Bytes> CREDENTIAL_CACHE = beginnings("0503", "0504");
    /** The versions in two bytes for each character, without a mark. */
    private static final List<Bytes> UTF_16_KEYTAB = beginnings("05000100", "05000200", "00050001", "00050002");

    private static final List<Bytes> UTF_8_MARK = beginnings("efbbbf");
    private static final List<Bytes> LITTLE_ENDIAN_MARK = beginnings("fffe");
    private static final List<Bytes> BIG_ENDIAN_MARK = beginnings("feff");

    private static final Map<FileKind, List<Bytes>> MAGIC = Map.of(
            FileKind.CREDENTIAL_CACHE, CREDENTIAL_CACHE,
            FileKind.UTF_16_KEYTAB, UTF_16_KEYTAB,
            FileKind.GZIP, beginnings("1f8b"),
            FileKind.ZIP, beginnings("504b0304", "504b0506", "504b0708"),
            // bzip2, xz, zstd, 7z
            FileKind.COMPRESSED, beginnings("425a6839314159265359", "fd377a585a00", "28b52ffd", "377abcaf271c"),
            // JKS, JCEKS
            FileKind.JAVA_KEYSTORE, beginnings("feedfeed", "cececece"));

    private static final String TAR = "ustar";
    private static final int TAR_OFFSET = 257;
    private static final int MARK_OF_UTF_8 = 3;
    private static final int MARK_OF_UTF_16 = 2;

    private FileKindDetector() {}

    static Optional<FileKind> detect(Bytes file) {
        if (isAny(file, KEYTAB)) {
            return ConvertedKeytab.isGood(file) ? Optional.empty() : ConvertedKeytab.kind(file);
        }
        for (Map.Entry<FileKind, List<Bytes>> magic : MAGIC.entrySet()) {
            if (isAny(file, magic.getValue())) {
                return Optional.of(magic.getKey());
            }
        }
        if (isAny(file, UTF_8_MARK)) {
            return marked(file, FileKind.UTF_8_MARK, FileText.ofBytes(file, MARK_OF_UTF_8));
        }
        if (isAny(file, LITTLE_ENDIAN_MARK)) {
            return marked(
                    file, FileKind.UTF_16_MARK, new FileText(file, MARK_OF_UTF_16, Encoding.UTF_16_LITTLE_ENDIAN));
        }
        if (isAny(file, BIG_ENDIAN_MARK)) {
            return marked(file, FileKind.UTF_16_MARK, new FileText(file, MARK_OF_UTF_16, Encoding.UTF_16_BIG_ENDIAN));
        }
        return unmarked(file);
    }

    /** What is after a byte order mark. */
    private static Optional<FileKind> marked(Bytes file, FileKind mark, FileText text) {
        Bytes rest = file.slice(text.start(), file.length() - text.start());
        if (isAny(rest, KEYTAB)) {
            return ConvertedKeytab.isGood(rest)
                    ? Optional.of(mark)
                    : ConvertedKeytab.kind(rest).or(() -> Optional.of(mark));
        }
        if (isAny(rest, UTF_16_KEYTAB)) {
            return Optional.of(FileKind.UTF_16_KEYTAB);
        }
        return TextKind.of(text);
    }

    private static Optional<FileKind> unmarked(Bytes file) {
        if (isZero(file)) {
            return Optional.of(FileKind.ZEROS);
        }
        Optional<FileKind> der = der(file);
        if (der.isPresent()) {
            return der;
        }
        FileText text = FileText.ofBytes(file, 0);
        if (text.hasAt(TAR_OFFSET, TAR)) {
            return Optional.of(FileKind.TAR);
        }
        FileText wide = new FileText(file, 0, Encoding.UTF_16_LITTLE_ENDIAN);
        return TextKind.of(text).or(() -> TextKind.base64(wide));
    }

    private static boolean isZero(Bytes file) {
        for (int at = 0; at < file.length(); at++) {
            if (file.at(at) != 0) {
                return false;
            }
        }
        return !file.isEmpty();
    }

    /** A SEQUENCE, which begins with the version number 3 in PKCS #12 (RFC 7292 §4) and with another one in certificates. */
    private static Optional<FileKind> der(Bytes file) {
        if (file.length() < 2 || file.at(0) != 0x30 || file.at(1) < 0x80 || file.at(1) > 0x84) {
            return Optional.empty();
        }
        int content = 2 + (file.at(1) & 0x0f);
        Bytes rest = file.slice(Math.min(content, file.length()), Math.max(0, file.length() - content));
        return isAny(rest, beginnings("020103"))
                ? Optional.of(FileKind.PKCS12)
                : isAny(rest, beginnings("30", "02")) ? Optional.of(FileKind.DER) : Optional.empty();
    }

    private static boolean isAny(Bytes file, List<Bytes> beginnings) {
        return beginnings.stream().anyMatch(file::startsWith);
    }

    private static List<Bytes> beginnings(String... hex) {
        return List.of(hex).stream()
                .map(it -> Bytes.of(HexFormat.of().parseHex(it)))
                .toList();
    }
}
