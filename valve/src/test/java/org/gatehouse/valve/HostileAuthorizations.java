package org.gatehouse.valve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.gatehouse.wire.Bytes;

/**
 * Values of the Authorization header that nobody honest sends, made from honest tokens and from nothing; the same ones at
 * each run. None has a line break, which would end the header.
 */
final class HostileAuthorizations {
    private static final List<String> NTLM =
            List.of("4e544c4d535350000100000007820862", "4e544c4d5353500002000000", "4e544c4d5353500003000000ffffffff");
    /** DER's lengths that lie: indefinite, of no bytes, of two and four gigabytes, of more bytes than an int has. */
    private static final List<String> LENGTHS = List.of("80", "8100", "847fffffff", "84ffffffff", "88ffffffffffffffff");

    private static final int RANDOM_ONES = 1500;
    /** Most of them don't get past the connector, which then closes the connection. */
    private static final int RANDOM_HEADERS = 100;

    private static final int MAX_RANDOM_LENGTH = 2000;
    /** Below what the connector of the tests accepts. */
    private static final int LARGE = 90_000;

    private final Random random = new Random(4120);
    private final List<byte[]> values = new ArrayList<>();

    private HostileAuthorizations() {}

    /** All of them; those that come of the tokens are variations of each. */
    static List<byte[]> from(List<Bytes> tokens) {
        HostileAuthorizations hostile = new HostileAuthorizations();
        tokens.forEach(token -> hostile.variations(token.toArray()));
        NTLM.forEach(message -> hostile.token(HexFormat.of().parseHex(message)));
        hostile.random();
        hostile.texts();
        return hostile.values;
    }

    private void variations(byte[] token) {
        String base64 = Base64.getEncoder().encodeToString(token);
        for (int i = 0; i < token.length; i++) {
            token(Arrays.copyOf(token, i));
            token(flipped(token, i, 0xff));
            token(flipped(token, i, 0x80));
            token(flipped(token, i, 1));
            token(flipped(token, i, 1 << random.nextInt(8)));
            token(token, i, HexFormat.of().parseHex(LENGTHS.get(i % LENGTHS.size())));
        }
        for (int i = 0; i < base64.length(); i++) {
            text("Negotiate " + base64.substring(0, i));
            text("Negotiate " + base64.substring(0, i) + (char) (33 + random.nextInt(94)) + base64.substring(i + 1));
        }
        token(token, token.length, token);
        token(token, token.length, new byte[LARGE / 2]);
    }

    private void random() {
        for (int i = 0; i < RANDOM_ONES; i++) {
            token(bytes());
        }
        for (int i = 0; i < RANDOM_HEADERS; i++) {
            values.add(withoutLineBreaks(bytes()));
            values.add(withoutLineBreaks(joined("Negotiate ".getBytes(StandardCharsets.US_ASCII), bytes())));
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(MAX_RANDOM_LENGTH)];
        random.nextBytes(bytes);
        return bytes;
    }

    private void texts() {
        for (String text : List.of(
                "",
                " ",
                "Negotiate",
                "Negotiate ",
                "Negotiate" + " ".repeat(LARGE),
                "Negotiate \t=",
                "Negotiate =",
                "Negotiate ====",
                "Negotiate, Negotiate",
                "Negotiate Negotiate YII=",
                "negotiate YII=",
                "NTLM TlRMTVNTUAAB",
                "Basic " + "=".repeat(1000),
                "Bearer " + "x".repeat(LARGE),
                "x".repeat(LARGE),
                "Negotiate " + "A".repeat(LARGE),
                "Negotiate " + "/".repeat(LARGE),
                "Negotiate " + "A".repeat(2 * LARGE))) {
            text(text);
        }
    }

    private void token(byte[] token) {
        text("Negotiate " + Base64.getEncoder().encodeToString(token));
    }

    /** With something in the place of what is at this position. */
    private void token(byte[] token, int at, byte[] other) {
        token(joined(
                Arrays.copyOf(token, at),
                joined(other, Arrays.copyOfRange(token, Math.min(at + 1, token.length), token.length))));
    }

    private void text(String value) {
        values.add(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] flipped(byte[] token, int at, int bits) {
        byte[] changed = token.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        return joined.toByteArray();
    }

    private static byte[] withoutLineBreaks(byte[] bytes) {
        byte[] cleaned = bytes.clone();
        for (int i = 0; i < cleaned.length; i++) {
            if (cleaned[i] == '\r' || cleaned[i] == '\n') {
                cleaned[i] = ' ';
            }
        }
        return cleaned;
    }
}
