package org.gatehouse.keytab;

import java.util.Optional;

/** Tells what a text is that should be a keytab. */
final class TextKind {
    /** In characters: the version and the size of an entry, in base64 or in hexadecimal digits. */
    private static final int MIN_LENGTH = 8;

    private static final String BASE64_OF_VERSION = "BQ[E-L]"; // 0x0501 and 0x0502, and two bits of the next byte
    private static final String HEX_OF_VERSION = "050[12]";
    /** The offset that the first line of a dump has; tools write six digits or more. */
    private static final String DUMP_OFFSET = "000000";

    private static final String DUMP_HEADING = "00 01 02 03 04 05 06 07";

    private TextKind() {}

    /** Empty if it is not text. */
    static Optional<FileKind> of(FileText text) {
        if (!text.isText()) {
            return Optional.empty();
        }
        return base64(text)
                .or(() -> hexadecimal(text))
                .or(() -> pem(text))
                .or(() -> markup(text))
                .or(() -> named(text))
                .or(() -> Optional.of(text.isUtf16() ? FileKind.UTF_16_TEXT : FileKind.TEXT));
    }

    /** Base64 (RFC 4648) of a keytab, however its lines are broken, and with quotes around it or without. */
    static Optional<FileKind> base64(FileText text) {
        boolean urlSafe = false;
        boolean padded = false;
        StringBuilder start = new StringBuilder(MIN_LENGTH);
        for (int at = 0; at < text.length(); at++) {
            char c = text.at(at);
            if (FileText.isSpace(c) || c == '"' || c == '\'') {
                continue;
            }
            padded |= c == '=';
            urlSafe |= c == '-' || c == '_';
            if (padded ? c != '=' : !isBase64(c)) {
                return Optional.empty();
            }
            collect(start, c);
        }
        if (start.length() < MIN_LENGTH || !start.toString().matches(BASE64_OF_VERSION + ".*")) {
            return Optional.empty();
        }
        if (text.isUtf16()) {
            return Optional.of(FileKind.UTF_16_BASE64_OF_KEYTAB);
        }
        return Optional.of(urlSafe ? FileKind.URL_SAFE_BASE64_OF_KEYTAB : FileKind.BASE64_OF_KEYTAB);
    }

    /** No more than it takes to know a keytab, whose key stays where it is. */
    private static void collect(StringBuilder start, char c) {
        if (start.length() < MIN_LENGTH) {
            start.append(c);
        }
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "+/-_".indexOf(c) >= 0;
    }

    private static Optional<FileKind> hexadecimal(FileText text) {
        int start = text.firstVisible();
        if (isOffset(text, start) || text.contains(DUMP_HEADING)) {
            return Optional.of(FileKind.HEX_DUMP);
        }
        boolean plain = true;
        StringBuilder digits = new StringBuilder(MIN_LENGTH);
        for (int at = start; at < text.length(); at++) {
            char c = text.at(at);
            boolean prefix = text.hasAt(at, "0x");
            if (!prefix && isHex(c)) {
                collect(digits, c);
            } else if (prefix || "xX\\:,-{}".indexOf(c) >= 0) {
                plain = false;
            } else if (!FileText.isSpace(c)) {
                return Optional.empty();
            }
        }
        if (digits.length() < MIN_LENGTH || !digits.toString().matches(HEX_OF_VERSION + ".*")) {
            return Optional.empty();
        }
        return Optional.of(plain ? FileKind.HEX_OF_KEYTAB : FileKind.HEX_DUMP);
    }

    /** {@code 00000000: 0502}, {@code 00000000  05 02} or {@code 0000000 001005}. */
    private static boolean isOffset(FileText text, int start) {
        int at = start;
        while (at < text.length() && text.at(at) == '0') {
            at++;
        }
        boolean offset = text.hasAt(start, DUMP_OFFSET) && at < text.length();
        return offset && (text.at(at) == ':' || FileText.isSpace(text.at(at)));
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static Optional<FileKind> pem(FileText text) {
        if (!text.contains("-----BEGIN ")) {
            return Optional.empty();
        }
        if (text.contains("PRIVATE KEY-----")) {
            return Optional.of(FileKind.PRIVATE_KEY);
        }
        return Optional.of(text.contains("CERTIFICATE-----") ? FileKind.CERTIFICATE : FileKind.PEM);
    }

    private static Optional<FileKind> markup(FileText text) {
        int start = text.firstVisible();
        if (!text.hasAt(start, "<")) {
            return Optional.empty();
        }
        boolean html = text.contains("<!doctype html") || text.contains("<html") || text.contains("<body");
        return Optional.of(html ? FileKind.HTML : FileKind.XML);
    }

    private static Optional<FileKind> named(FileText text) {
        if (text.contains("[libdefaults]") || text.contains("[realms]") || text.contains("[domain_realm]")) {
            return Optional.of(FileKind.KRB5_CONF);
        }
        return isAddress(text) ? Optional.of(FileKind.ADDRESS) : Optional.empty();
    }

    /** A scheme (RFC 3986 §3.1) and two slashes. */
    private static boolean isAddress(FileText text) {
        int start = text.firstVisible();
        int at = start;
        while (at < text.length() && (isBase64(text.at(at)) || text.at(at) == '.') && text.at(at) != '/') {
            at++;
        }
        return at > start && text.hasAt(at, "://");
    }
}
