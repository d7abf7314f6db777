package org.gatehouse.crypto;

import java.util.Arrays;

/**
 * MD4 (RFC 1320), which no provider of the JDK offers: broken as a hash, and here for the one thing that is made with it
 * to this day, the key that RC4-HMAC has of a password (RFC 4757 §2).
 */
final class Md4 {
    static final int LENGTH = 16;

    private static final int BLOCK = 64;
    private static final int LENGTH_FIELD = 8;
    private static final int[] INITIAL = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    private static final int[][] SHIFTS = {{3, 7, 11, 19}, {3, 5, 9, 13}, {3, 9, 11, 15}};
    private static final int[] CONSTANTS = {0, 0x5a827999, 0x6ed9eba1};
    /** Which word of a block each step of a round takes. */
    private static final int[][] ORDERS = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15},
        {0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15}
    };

    private Md4() {}

    /** The digest of a message that may be secret: nothing of it is left behind. */
    static byte[] digest(byte[] message) {
        int padded = (message.length + 1 + LENGTH_FIELD + BLOCK - 1) / BLOCK * BLOCK;
        byte[] whole = Arrays.copyOf(message, padded);
        whole[message.length] = (byte) 0x80;
        long bits = (long) message.length * Byte.SIZE;
        for (int i = 0; i < LENGTH_FIELD; i++) {
            whole[padded - LENGTH_FIELD + i] = (byte) (bits >>> (i * Byte.SIZE));
        }
        int[] state = INITIAL.clone();
        int[] words = new int[BLOCK / Integer.BYTES];
        for (int at = 0; at < padded; at += BLOCK) {
            for (int i = 0; i < words.length; i++) {
                words[i] = littleEndian(whole, at + i * Integer.BYTES);
            }
            compress(state, words);
        }
        Arrays.fill(whole, (byte) 0);
        Arrays.fill(words, 0);
        byte[] digest = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            digest[i] = (byte) (state[i / Integer.BYTES] >>> (i % Integer.BYTES * Byte.SIZE));
        }
        return digest;
    }

    private static void compress(int[] state, int[] words) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        for (int round = 0; round < ORDERS.length; round++) {
            for (int step = 0; step < words.length; step++) {
                int sum = a + mixed(round, b, c, d) + words[ORDERS[round][step]] + CONSTANTS[round];
                a = d;
                d = c;
                c = b;
                b = Integer.rotateLeft(sum, SHIFTS[round][step % Integer.BYTES]);
            }
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
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
