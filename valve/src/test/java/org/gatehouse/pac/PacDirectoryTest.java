package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.pac.PacForge.joined;
import static org.gatehouse.pac.PacForge.little;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PACTYPE and PAC_INFO_BUFFER ([MS-PAC] 2.3, 2.4). */
class PacDirectoryTest {
    private static final int UNKNOWN = 99;
    private static final Bytes EIGHT = Bytes.of(new byte[8]);

    /** With a directory of two buffers, of eight bytes each. */
    private static Bytes two(long secondType, long secondSize, long secondOffset) {
        return joined(
                little(2, 4),
                little(0, 4),
                info(UNKNOWN, 8, 40),
                info(secondType, secondSize, secondOffset),
                EIGHT,
                EIGHT);
    }

    private static Bytes info(long type, long size, long offset) {
        return joined(little(type, 4), little(size, 4), little(offset, 8));
    }

    @Test
    void findsEachBufferWhereItIs() throws Exception {
        PacDirectory directory = PacDirectory.parse(two(6, 8, 48));

        assertThat(directory.buffers()).containsExactly(new InfoBuffer(UNKNOWN, 8, 40), new InfoBuffer(6, 8, 48));
        assertThat(directory.find(PacBufferType.SERVER_SIGNATURE)).contains(new InfoBuffer(6, 8, 48));
        assertThat(directory.find(PacBufferType.KDC_SIGNATURE)).isEmpty();
        assertThat(directory.unknown()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 48", "7, 0, 56", "7, 3, 48", "4294967295, 8, 48", "0, 8, 48"})
    void acceptsBuffersOfAnyTypeAndSizeInsideThePac(long type, long size, long offset) throws Exception {
        assertThat(PacDirectory.parse(two(type, size, offset)).buffers()).hasSize(2);
    }

    @Test
    void acceptsPacWithoutBuffers() throws Exception {
        assertThat(PacDirectory.parse(joined(little(0, 4), little(0, 4))).buffers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 0x100, 0xffff_ffffL})
    void refusesOtherVersions(long version) {
        assertMalformed(
                () -> PacDirectory.parse(joined(little(0, 4), little(version, 4))),
                "PACTYPE.Version",
                Reason.BAD_VERSION,
                4);
    }

    /** CVE-2022-42898: counts whose sixteenfold is small again in 32 bits. */
    @ParameterizedTest
    @ValueSource(longs = {33, 0x1000_0000L, 0x1000_0001L, 0x2000_0000L, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
    void refusesMoreBuffersThanAnyPacHas(long count) {
        Bytes pac = joined(little(count, 4), little(0, 4), Bytes.of(new byte[4096]));

        assertMalformed(() -> PacDirectory.parse(pac), "PACTYPE.cBuffers", Reason.TOO_MANY, 0);
    }

    @Test
    void acceptsAsManyBuffersAsTheLimit() throws Exception {
        List<PacForge.Entry> entries = new ArrayList<>();
        for (int i = 0; i < PacDirectory.MAX_BUFFERS; i++) {
            entries.add(new PacForge.Entry(100 + i, EIGHT, 8 + 16 * PacDirectory.MAX_BUFFERS + 8 * i));
        }

        assertThat(PacDirectory.parse(PacForge.pac(entries)).unknown()).isEqualTo(PacDirectory.MAX_BUFFERS);
    }

    @Test
    void refusesDirectoryLongerThanThePac() {
        Bytes pac = joined(little(3, 4), little(0, 4), Bytes.of(new byte[47]));

        assertMalformed(() -> PacDirectory.parse(pac), "PACTYPE.Buffers", Reason.TRUNCATED, 8);
    }

    /** CVE-2022-42898: offsets and sizes whose sum is small again in 32 or 64 bits. */
    @ParameterizedTest
    @CsvSource({
        "8, 0",
        "8, 8",
        "8, 32",
        "8, 39",
        "8, 41",
        "8, 49",
        "8, 52",
        "0, 64",
        "8, 64",
        "8, 4294967296",
        "8, 4294967336",
        "8, 4294967288",
        "8, 9223372036854775800",
        "8, -8",
        "8, -16",
        "8, -9223372036854775808"
    })
    void refusesOffsetsOutsideOfThePacIntoTheDirectoryAndUnaligned(long size, long offset) {
        assertMalformed(
                () -> PacDirectory.parse(two(6, size, offset)), "PACTYPE.Buffers[1].Offset", Reason.BAD_OFFSET, 32);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 16, 0x7fff_ffffL, 0x8000_0000L, 0xffff_fff0L, 0xffff_ffd0L, 0xffff_ffffL})
    void refusesBuffersLongerThanThePac(long size) {
        assertMalformed(
                () -> PacDirectory.parse(two(6, size, 48)), "PACTYPE.Buffers[1].cbBufferSize", Reason.BAD_LENGTH, 28);
    }

    @ParameterizedTest
    @CsvSource({"8, 40", "16, 40", "1, 40"})
    void refusesBuffersThatOverlap(long size, long offset) {
        assertMalformed(
                () -> PacDirectory.parse(two(6, size, offset)), "PACTYPE.Buffers[1].Offset", Reason.BAD_OFFSET, 32);
    }

    /** Its reader and its verifier could mean different ones. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, UNKNOWN, -1})
    void refusesTwoBuffersOfOneType(int type) {
        Bytes pac = PacForge.pac(List.of(new PacForge.Entry(type, EIGHT, 40), new PacForge.Entry(type, EIGHT, 48)));

        assertMalformed(() -> PacDirectory.parse(pac), "PACTYPE.Buffers[1].ulType", Reason.DUPLICATE, 24);
    }

    @Nested
    class AsAFailure {
        @Test
        void namesTheField() {
            Refusal.assertRefused(
                    () -> UnverifiedPac.parse(two(6, 9, 48)),
                    FailureCode.MALFORMED_PAC,
                    "PACTYPE.Buffers[1].cbBufferSize: BAD_LENGTH at byte 28.");
        }

        @ParameterizedTest
        @ValueSource(ints = {PacForge.SERVER, PacForge.KDC})
        void saysThatASignatureIsThereTwice(int type) {
            Bytes pac = PacForge.pac(List.of(new PacForge.Entry(type, EIGHT, 40), new PacForge.Entry(type, EIGHT, 48)));

            Refusal.assertRefused(
                    () -> UnverifiedPac.parse(pac), FailureCode.PAC_SIGNATURE_MISSING, "more than one signature PAC_");
        }
    }

    @Nested
    class OfOthers {
        /** MIT's fuzzers found these. */
        @ParameterizedTest
        @CsvSource({
            "000000100000000006ffffff0000f5, PACTYPE.cBuffers",
            "00000020000000002020, PACTYPE.cBuffers",
            "050402010504020103, PACTYPE.cBuffers",
            "'', PACTYPE.cBuffers"
        })
        void malformedPacIsRefused(String hex, String field) {
            WireException e =
                    Assertions.catchThrowableOfType(WireException.class, () -> PacDirectory.parse(Hex.hex(hex)));

            assertThat(e.field()).isEqualTo(field);
        }

        /** What Heimdal's test changes in a PAC of Windows Server 2003: the size, the offset and the number of buffers. */
        @ParameterizedTest
        @CsvSource({"13, 1", "16, 1", "16, -1", "0, 1"})
        void changedPacIsRefused(int at, int difference) {
            byte[] pac = PacVector.named("mit-saved-pac-w2003final").pac().toArray();
            pac[at] += (byte) difference;

            Refusal.assertRefused(() -> UnverifiedPac.parse(Bytes.of(pac)), FailureCode.MALFORMED_PAC, "PACTYPE.");
        }

        @Test
        void everyPrefixIsRefused() {
            for (VectorFile.Entry entry : VectorFile.read(PacVector.class, "pacs.txt")) {
                Bytes pac = entry.bytes("pac");
                int end = new PacVector(entry).lastByte();
                for (int length = 0; length < end; length++) {
                    Bytes prefix = pac.slice(0, length);
                    assertThat(Refusal.of(() -> UnverifiedPac.parse(prefix)).code())
                            .as("%d bytes of %s", length, entry)
                            .isEqualTo(FailureCode.MALFORMED_PAC);
                }
            }
        }
    }
}
