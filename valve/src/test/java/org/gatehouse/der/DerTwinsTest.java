package org.gatehouse.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values beside their encoding: the reader makes the one of the other, and the writer the other of the one. */
class DerTwinsTest {
    @ParameterizedTest
    @CsvSource({
        "0, a0 03 02 01 00",
        "1, a0 03 02 01 01",
        "127, a0 03 02 01 7f",
        "128, a0 04 02 02 00 80",
        "255, a0 04 02 02 00 ff",
        "256, a0 04 02 02 01 00",
        "32767, a0 04 02 02 7f ff",
        "32768, a0 05 02 03 00 80 00",
        "2147483647, a0 06 02 04 7f ff ff ff",
        "2147483648, a0 07 02 05 00 80 00 00 00",
        "4294967295, a0 07 02 05 00 ff ff ff ff",
        "-1, a0 03 02 01 ff",
        "-128, a0 03 02 01 80",
        "-129, a0 04 02 02 ff 7f",
        "-2147483648, a0 06 02 04 80 00 00 00"
    })
    void integer(long value, String der) throws WireException {
        assertThat(reader(der).integer(0, "n", Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(value);
        assertThat(written(writer -> writer.integer(0, value))).isEqualTo(hex(der));
    }

    @ParameterizedTest
    @CsvSource({"0, a0 03 0a 01 00", "3, a0 03 0a 01 03"})
    void enumerated(int value, String der) throws WireException {
        assertThat(reader(der).enumerated(0, "e", 3)).isEqualTo(value);
        assertThat(written(writer -> writer.enumerated(0, value))).isEqualTo(hex(der));
    }

    @ParameterizedTest
    @CsvSource({"'', a2 02 04 00", "00 ff 80, a2 05 04 03 00 ff 80"})
    void octetString(String value, String der) throws WireException {
        assertThat(reader(der).octets(2, "o")).isEqualTo(hex(value));
        assertThat(written(writer -> writer.octets(2, hex(value)))).isEqualTo(hex(der));
    }

    @Test
    void objectIdentifier() throws WireException {
        Bytes kerberos = hex("2a 86 48 86 f7 12 01 02 02"); // 1.2.840.113554.1.2.2

        assertThat(reader("06 09 2a 86 48 86 f7 12 01 02 02").oid("o")).isEqualTo(kerberos);
        assertThat(written(writer -> writer.oid(kerberos))).isEqualTo(hex("06 09 2a 86 48 86 f7 12 01 02 02"));
        assertThat(reader("a1 0b 06 09 2a 86 48 86 f7 12 01 02 02").oid(1, "o")).isEqualTo(kerberos);
        assertThat(written(writer -> writer.oid(1, kerberos))).isEqualTo(hex("a1 0b 06 09 2a 86 48 86 f7 12 01 02 02"));
    }

    @ParameterizedTest
    @CsvSource({"HTTP, 1b 04 48 54 54 50", "jörg, 1b 05 6a c3 b6 72 67", "漢, 1b 03 e6 bc a2", "𝄞, 1b 04 f0 9d 84 9e"})
    void string(String value, String der) throws WireException {
        String explicit = "a3 %02x %s".formatted(hex(der).length(), der);

        assertThat(reader(der).string("s", 16)).isEqualTo(value);
        assertThat(written(writer -> writer.string(value))).isEqualTo(hex(der));
        assertThat(reader(explicit).string(3, "s", 16)).isEqualTo(value);
        assertThat(written(writer -> writer.string(3, value))).isEqualTo(hex(explicit));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 31393730303130313030303030305a",
        "2024-02-29T23:59:59Z, 32303234303232393233353935395a",
        "2037-12-31T00:00:01Z, 32303337313233313030303030315a",
        "9999-12-31T23:59:59Z, 39393939313233313233353935395a"
    })
    void time(Instant value, String content) throws WireException {
        String der = "a5 11 18 0f " + content;

        assertThat(reader(der).time(5, "t")).isEqualTo(value);
        assertThat(written(writer -> writer.time(5, value))).isEqualTo(hex(der));
    }

    @Test
    void timeIsWrittenWithoutItsFraction() {
        Bytes der = written(writer -> writer.time(5, Instant.parse("2024-02-29T23:59:59.999Z")));

        assertThat(der).isEqualTo(hex("a5 11 18 0f 32303234303232393233353935395a"));
    }

    @ParameterizedTest
    @CsvSource({"00000000", "40810010", "80000000", "ffffffff", "00000001"})
    void flags(String flags) throws WireException {
        int value = Integer.parseUnsignedInt(flags, 16);
        String der = "a0 07 03 05 00 " + flags;

        assertThat(reader(der).flags(0, "f")).isEqualTo(value);
        assertThat(written(writer -> writer.flags(0, value))).isEqualTo(hex(der));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 01",
        "127, 7f",
        "128, 81 80",
        "255, 81 ff",
        "256, 82 01 00",
        "65535, 82 ff ff",
        "65536, 83 01 00 00",
        "16777216, 84 01 00 00 00"
    })
    void length(int length, String encoded) throws WireException {
        Bytes content = Bytes.of(filled(length));
        DerWriter writer = new DerWriter();

        int mark = writer.begin(Tag.SEQUENCE);
        writer.raw(content);
        writer.end(mark);

        Bytes der = writer.toBytes();
        assertThat(der.startsWith(hex("30" + encoded))).isTrue();
        assertThat(der.length()).isEqualTo(1 + hex(encoded).length() + length);
        DerReader reader = new DerReader(der.cursor("T"));
        assertThat(reader.content("S", Tag.SEQUENCE)).isEqualTo(content);
        reader.expectEnd();
    }

    /** The outer length grows by a byte, or by two, when the inner one is known. */
    @ParameterizedTest
    @CsvSource({"120", "123", "124", "125", "126", "127", "128", "250", "251", "252", "253", "254", "255", "70000"})
    void explicitTagAroundALongElement(int length) throws WireException {
        Bytes content = Bytes.of(filled(length));
        DerWriter writer = new DerWriter();

        int sequence = writer.begin(Tag.SEQUENCE);
        int mark = writer.beginExplicit(3, Tag.OCTET_STRING);
        writer.raw(content);
        writer.endExplicit(mark);
        writer.integer(4, 5);
        writer.end(sequence);

        DerReader reader = new DerReader(writer.toBytes().cursor("T"));
        reader.enter("S", Tag.SEQUENCE);
        assertThat(reader.octets(3, "o")).isEqualTo(content);
        assertThat(reader.integer(4, "n", 5, 5)).isEqualTo(5);
        reader.leave();
        reader.expectEnd();
    }

    @Test
    void structureInsideStructure() throws WireException {
        DerWriter writer = new DerWriter();
        int application = writer.begin(Tag.application(14));
        int explicit = writer.beginExplicit(0, Tag.SEQUENCE);
        writer.integer(1, 5);
        writer.endExplicit(explicit);
        writer.end(application);

        Bytes der = writer.toBytes();
        assertThat(der).isEqualTo(hex("6e 09 a0 07 30 05 a1 03 02 01 05"));
        DerReader reader = new DerReader(der.cursor("T"));
        reader.enter("AP-REQ", Tag.application(14));
        reader.enterSequence(0, "S");
        assertThat(reader.integer(1, "n", 5, 5)).isEqualTo(5);
        reader.leave();
        reader.leave();
        reader.expectEnd();
    }

    @Test
    void writerGrowsFromTheSmallestBuffer() {
        DerWriter writer = new DerWriter(0);

        writer.integer(0, 5);

        assertThat(writer.toBytes()).isEqualTo(hex("a0 03 02 01 05"));
    }

    /** It hands its buffer over and must not write into it any more. */
    @Test
    void writerIsEmptyOnceItHasHandedOverWhatWasWritten() {
        DerWriter writer = new DerWriter();
        writer.integer(0, 5);
        Bytes first = writer.toBytes();

        writer.integer(0, 6);

        assertThat(first).isEqualTo(hex("a0 03 02 01 05"));
        assertThat(writer.toBytes()).isEqualTo(hex("a0 03 02 01 06"));
    }

    private static DerReader reader(String der) {
        return new DerReader(hex(der).cursor("T"));
    }

    private static Bytes written(Consumer<DerWriter> verb) {
        DerWriter writer = new DerWriter();
        verb.accept(writer);
        return writer.toBytes();
    }

    private static byte[] filled(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 0x5a);
        return content;
    }
}
