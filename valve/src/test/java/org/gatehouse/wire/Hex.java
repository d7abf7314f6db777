package org.gatehouse.wire;

import java.util.HexFormat;

/** Wire values as tests write them. */
public final class Hex {
    private Hex() {}

    /** Bytes from hexadecimal digits; blanks and line breaks are for the reader. */
    public static Bytes hex(String digits) {
        return Bytes.of(HexFormat.of().parseHex(digits.replaceAll("\\s", "")));
    }

    public static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }
}
