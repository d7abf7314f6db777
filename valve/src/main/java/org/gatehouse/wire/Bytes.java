package org.gatehouse.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * An immutable run of public bytes: a message or a part of one. It may be a view of a larger array; anyone who hands that
 * array over never changes it again. For secrets there is {@code SecretBytes}.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private static final VarHandle LITTLE_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] array;
    private final int offset;
    private final int length;

    private Bytes(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /** A view of an array that nobody changes any more. */
    public static Bytes of(byte[] array) {
        return new Bytes(array, 0, array.length);
    }

    /** A view of a part of an array that nobody changes while it is in use. */
    public static Bytes of(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Bytes(array, offset, length);
    }

    public static Bytes copyOf(byte[] array) {
        return of(array.clone());
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as an unsigned value. */
    public int at(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return array[offset + index] & 0xff;
    }

    /** The eight bytes from {@code from} on as a number, the least byte first. */
    public long littleEndianLong(int from) {
        Objects.checkFromIndexSize(from, Long.BYTES, length);
        return (long) LITTLE_ENDIAN_LONG.get(array, offset + from);
    }

    /** The {@code count} bytes from {@code from} on, as a view. */
    public Bytes slice(int from, int count) {
        if (from < 0 || count < 0 || count > length - from) {
            throw new IndexOutOfBoundsException("slice of " + count + " from " + from + " of " + length);
        }
        return new Bytes(array, offset + from, count);
    }

    public boolean startsWith(Bytes prefix) {
        if (prefix.length > length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (array[offset + i] != prefix.array[prefix.offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** Copies all bytes into {@code target} from {@code at} on. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, offset, target, at, length);
    }

    /**
     * Hands the bytes over in place, for what can only read arrays.
     *
     * @param reader neither keeps nor changes the array
     * @throws E what the reader throws
     */
    public <T, E extends Exception> T read(Reader<T, E> reader) throws E {
        return reader.read(array, offset, length);
    }

    public byte[] toArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /**
     * The bytes as text.
     *
     * @throws CharacterCodingException if they are not well-formed UTF-8
     */
    public String utf8() throws CharacterCodingException {
        if (isAscii()) {
            return new String(array, offset, length, StandardCharsets.US_ASCII);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(array, offset, length))
                .toString();
    }

    /**
     * The bytes as text, the lower byte of each unit first.
     *
     * @throws CharacterCodingException if they are not well-formed UTF-16: also if a surrogate stands alone
     */
    public String utf16Little() throws CharacterCodingException {
        char[] units = new char[length / Character.BYTES];
        if (units.length * Character.BYTES != length) {
            throw new MalformedInputException(1);
        }
        boolean afterHigh = false;
        for (int i = 0; i < units.length; i++) {
            int at = offset + i * Character.BYTES;
            char unit = (char) ((array[at] & 0xff) | ((array[at + 1] & 0xff) << Byte.SIZE));
            if (afterHigh != Character.isLowSurrogate(unit)) {
                throw new MalformedInputException(Character.BYTES);
            }
            afterHigh = Character.isHighSurrogate(unit);
            units[i] = unit;
        }
        if (afterHigh) {
            throw new MalformedInputException(Character.BYTES);
        }
        return new String(units);
    }

    private boolean isAscii() {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= array[i];
        }
        return all >= 0;
    }

    /** A cursor over these bytes; {@code structure} is the name that its errors begin with. */
    public ByteCursor cursor(String structure) {
        return new ByteCursor(structure, array, offset, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && length == that.length && startsWith(that);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The length only: what a peer sent does not belong into a log. */
    @Override
    public String toString() {
        return length + " bytes";
    }

    /** What reads bytes where they are. */
    @FunctionalInterface
    public interface Reader<T, E extends Exception> {
        T read(byte[] array, int offset, int length) throws E;
    }
}
