package org.gatehouse.crypto;

/** n-fold (RFC 3961 §5.1): stretches or compresses a constant to a length, every input bit having a say. */
final class NFold {
    private static final int ROTATION = 13;

    private NFold() {}

    /**
     * Copies of {@code input}, each rotated right by 13 bits more than the one before, are laid end to end up to the
     * least common multiple of both lengths; its pieces of {@code size} bytes are added in ones' complement.
     */
    static byte[] fold(byte[] input, int size) {
        int total = leastCommonMultiple(input.length, size);
        byte[] sum = new byte[size];
        for (int piece = 0; piece < total; piece += size) {
            int carry = 0;
            for (int i = size - 1; i >= 0; i--) {
                carry += (sum[i] & 0xff) + rotatedByte(input, piece + i);
                sum[i] = (byte) carry;
                carry >>>= 8;
            }
            for (int i = size - 1; carry != 0; i = (i + size - 1) % size) { // ones' complement: the carry comes around
                carry += sum[i] & 0xff;
                sum[i] = (byte) carry;
                carry >>>= 8;
            }
        }
        return sum;
    }

    /** Byte {@code at} of the rotated copies laid end to end. */
    private static int rotatedByte(byte[] input, int at) {
        int bits = input.length * 8;
        int copy = at / input.length;
        int firstBit = Math.floorMod(at % input.length * 8 - copy * ROTATION, bits);
        int value = 0;
        for (int i = 0; i < 8; i++) {
            int bit = (firstBit + i) % bits;
            value = value << 1 | ((input[bit / 8] >> (7 - bit % 8)) & 1);
        }
        return value;
    }

    private static int leastCommonMultiple(int a, int b) {
        int divisor = a;
        for (int rest = b; rest != 0; ) {
            int next = divisor % rest;
            divisor = rest;
            rest = next;
        }
        return a / divisor * b;
    }
}
