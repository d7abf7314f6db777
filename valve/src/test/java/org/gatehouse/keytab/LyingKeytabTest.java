package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.Allocation;
import org.gatehouse.TestVector;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keytabs in which some number is another one. Any two or four bytes of a file may be a length, a count or a size, so each
 * is made one in turn. What comes out is entries or a {@link WireException}, and no more memory than the file is worth.
 */
class LyingKeytabTest {
    private static final int[] LIES_OF_16_BITS = {0, 1, 2, 0x7f, 0xff, 0x100, 0x7fff, 0x8000, 0xfffe, 0xffff};
    private static final long[] LIES_OF_32_BITS = {
        0, 1, 0x7fff_ffffL, 0x8000_0000L, 0x8000_0001L, 0xffff_0000L, 0xffff_fff0L, 0xffff_fffeL, 0xffff_ffffL
    };

    private static final long MAX_ALLOCATED = 20_000;

    static List<Bytes> files() {
        return List.of(
                Bytes.of(KeytabFixture.file(
                        KeytabFixture.entry(7, Forge.SERVICE_KEY), KeytabFixture.entry(6, new byte[32]))),
                TestVector.read("keytab"),
                KeytabTest.version1(true, 3, 300),
                KeytabTest.version1(false, 3, 300));
    }

    @ParameterizedTest
    @MethodSource("files")
    void areEntriesOrMalformedWhateverTwoBytesSay(Bytes file) {
        for (int at = 0; at + Short.BYTES <= file.length(); at++) {
            int honest = file.at(at) << 8 | file.at(at + 1);
            for (int lie : LIES_OF_16_BITS) {
                read(with(file, at, Short.BYTES, lie));
            }
            read(with(file, at, Short.BYTES, honest + 1));
            read(with(file, at, Short.BYTES, honest - 1));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areEntriesOrMalformedWhateverFourBytesSay(Bytes file) {
        for (int at = 0; at + Integer.BYTES <= file.length(); at++) {
            for (long lie : LIES_OF_32_BITS) {
                read(with(file, at, Integer.BYTES, lie));
                read(with(file, at, Integer.BYTES, Integer.reverseBytes((int) lie)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void areEntriesOrMalformedWhereverABitIsFlipped(Bytes file) {
        for (int bit = 0; bit < file.length() * Byte.SIZE; bit++) {
            byte[] flipped = file.toArray();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            read(Bytes.of(flipped));
        }
    }

    private static void read(Bytes file) {
        int entries = Allocation.below(MAX_ALLOCATED, () -> entries(file));

        assertThat(entries).isLessThan(file.length());
    }

    private static int entries(Bytes file) {
        try (Keytab keytab = Keytab.parse(file)) {
            return keytab.entries().size();
        } catch (WireException e) {
            return e.offset() <= file.length() ? 0 : Integer.MAX_VALUE;
        }
    }

    private static Bytes with(Bytes file, int at, int count, long value) {
        byte[] changed = file.toArray();
        for (int i = 0; i < count; i++) {
            changed[at + i] = (byte) (value >>> (Byte.SIZE * (count - 1 - i)));
        }
        return Bytes.of(changed);
    }
}
