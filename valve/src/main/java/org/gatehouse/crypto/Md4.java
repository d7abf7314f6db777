package org.gatehouse.crypto;

import java.util.Arrays;
import java.util.HexFormat;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * MD4 (RFC 1320), which no provider of the JDK offers: broken as a hash, and here for the one thing that is made with it
 * to this day, the key that RC4-HMAC has of a password (RFC 4757 §2).
 */
final class Md4 {
    private static final int BLOCK = 64;
    private static final int LENGTH_FIELD = 8;
    private static final int STEPS = 16;
    private static final Bytes INITIAL = Bytes.of(HexFormat.of().parseHex("0123456789abcdeffedcba9876543210"));

    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    private static final int[] CONSTANTS = {0, 0x5a827999, 0x6ed9eba1};
    /** Which word of a block each step of a round takes. */
    private static final int[][] ORDERS = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15},
        {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}
    };

    private Md4() {}

    /** The digest of a message that may be secret: nothing of it is left behind. The digest may be secret, too. */
    static byte[] digest(byte[] message) {
        try (SecretBytes padded = SecretBytes.adopt(padded(message))) {
            return padded.use((array, offset, length) -> {
                byte[] state = INITIAL.toArray();
                for (int at = offset; at < offset + length; at += BLOCK) {
                    compress(state, array, at);
                }
                return state;
            });
        }
    }

    private static byte[] padded(byte[] message) {
        int length = (message.length + 1 + LENGTH_FIELD + BLOCK - 1) / BLOCK * BLOCK;
        byte[] padded = Arrays.copyOf(message, length);
        padded[message.length] = (byte) 0x80;
        long bits = (long) message.length * Byte.SIZE;
        for (int i = 0; i < LENGTH_FIELD; i++) {
            padded[length - LENGTH_FIELD + i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        return padded;
    }

    private static void compress(byte[] state, byte[] message, int block) {
        int a = littleEndian(state, 0);
        int b = littleEndian(state, 4);
        int c = littleEndian(state, 8);
        int d = littleEndian(state, 12);
        for (int round = 0; round < ORDERS.length; round++) {
            for (int step = 0; step < STEPS; step++) {
                int word = littleEndian(message, block + ORDERS[round][step] * Integer.BYTES);
                int sum = a + mixed(round, b, c, d) + word + CONSTANTS[round];
                a = d;
                d = c;
                c = b;
                b = Integer.rotateLeft(sum, SHIFTS[round][step % Integer.BYTES]);
            }
        }
        add(state, 0, a);
        add(state, 4, b);
        add(state, 8, c);
        add(state, 12, d);
    }

    /** To a word of the state. */
    private static void add(byte[] state, int at, int value) {
        int sum = littleEndian(state, at) + value;
        for (int i = 0; i < Integer.BYTES; i++) {
            state[at + i] = (byte) (sum >>> (i * Byte.SIZE));
        }
    }

    private static int mixed(int round, int x, int y, int z) {
        return switch (round) {
            case 0 -> (x & y) | (~x & z);
            case 1 -> (x & y) | (x & z) | (y & z);
            default -> x ^ y ^ z;
        };
    }

    private static int littleEndian(byte[] array, int at) {
        return (array[at] & 0xff)
                | (array[at + 1] & 0xff) << 8
                | (array[at + 2] & 0xff) << 16
                | (array[at + 3] & 0xff) << 24;
    }
}
