package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;

/** RFC 3986 §2.1. */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    /** RFC 3986 §2.3. */
    static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentEncoding() {}

    /** {@code text} in UTF-8, with everything encoded but the unreserved characters. */
    static String all(String text) {
        return encode(text, "");
    }

    /** The same, with the characters in {@code kept} left as they are. */
    static String encode(String text, String kept) {
        StringBuilder encoded = new StringBuilder(text.length() + 32);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (UNRESERVED.indexOf(c) >= 0 || kept.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        return encoded.toString();
    }
}
