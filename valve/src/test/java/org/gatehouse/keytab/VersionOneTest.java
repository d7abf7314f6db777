package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keytabs of version 1, whose numbers are in the order of the machine that wrote them. */
class VersionOneTest {
    private static final int TOO_MANY = 10_001;

    private enum Order {
        LITTLE(ByteOrder.LITTLE_ENDIAN),
        BIG(ByteOrder.BIG_ENDIAN);

        private final ByteOrder bytes;

        Order(ByteOrder bytes) {
            this.bytes = bytes;
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsReadInTheOrderOfTheFile(Order order) throws WireException {
        assertThat(parse(file(entry(order, "portal"))).entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name().at(entry.realm())).isEqualTo("HTTP/portal@EXAMPLE.COM");
                    assertThat(entry.name().nameType()).isZero();
                    assertThat(entry.timestamp()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
                    assertThat(entry.kvno()).isEqualTo(0x01020304);
                    assertThat(entry.etype()).isEqualTo(17);
                    assertThat(entry.key().length()).isEqualTo(16);
                });
    }

    /** The wrong order finds no entry in it, or fewer. */
    @ParameterizedTest
    @EnumSource
    void entriesBeforeADamagedOneAreRead(Order order) throws WireException {
        byte[] good = entry(order, "portal");

        Keytab keytab = parse(file(good, good, new byte[] {1, 1, 1, 1}));

        assertThat(keytab.entries()).hasSize(2);
        assertThat(keytab.oddEntries())
                .singleElement()
                .satisfies(odd -> assertThat(odd.offset()).isEqualTo(2 + 2 * good.length));
    }

    /** None of them can be read in either order, and one order ends sooner. */
    @ParameterizedTest
    @EnumSource
    void ordersWithoutEntriesAreToldApartByHowFarTheFileCanBeRead(Order order) throws WireException {
        byte[] odd = number(order, 1);

        Keytab keytab = parse(file(odd, new byte[1], odd, new byte[1]));

        assertThat(keytab.entries()).isEmpty();
        assertThat(keytab.oddEntries())
                .extracting(OddEntry::reason)
                .containsExactly(
                        "it ends inside its field entry.num_components",
                        "it ends inside its field entry.num_components");
        assertThat(keytab.oddEntries()).extracting(OddEntry::offset).containsExactly(2, 7);
    }

    @Test
    void cutFileIsReadInTheOrderOfIntelIfNothingTellsTheOrders() throws WireException {
        byte[] entry = entry(Order.LITTLE, "portal");
        Bytes file = file(entry);

        assertThat(parse(file.slice(0, file.length() - 3)).oddEntries())
                .singleElement()
                .hasToString("entry 1 at byte 2 (\"HTTP/portal@EXAMPLE.COM\"): the file ends 3 bytes before it does");
    }

    /** Their sizes read the same from both ends, so each order finds one of the keys; the ledger of the tests watches. */
    @Test
    void keysOfTheOrderThatIsNotTakenAreWiped() throws WireException {
        int size = 0x00010100;
        byte[] little = sized(Order.LITTLE, Arrays.copyOf(content(Order.LITTLE, "portal"), size));
        byte[] big = sized(Order.BIG, Arrays.copyOf(content(Order.BIG, "other"), size));

        Keytab keytab = parse(file(little, big));

        assertThat(keytab.entries())
                .extracting(entry -> entry.name().toString())
                .containsExactly("HTTP/portal");
        assertThat(keytab.oddEntries()).hasSize(1);
    }

    /** So the other order is taken, in which the first size is far beyond the end. */
    @ParameterizedTest
    @EnumSource
    void noOrderHasMoreEntriesThanAnyKeytab(Order order) throws WireException {
        byte[][] entries = new byte[TOO_MANY][];
        Arrays.fill(entries, sized(order, new byte[1]));

        Keytab keytab = parse(file(entries));

        assertThat(keytab.oddEntries()).singleElement().satisfies(odd -> {
            assertThat(odd.isCut()).isTrue();
            assertThat(odd.offset()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void realmCountsAsAPart(int count) throws WireException {
        byte[] content = ByteBuffer.allocate(40)
                .order(ByteOrder.BIG_ENDIAN)
                .putShort((short) count)
                .putShort((short) 1)
                .put((byte) 'R')
                .array();

        assertThat(parse(file(sized(Order.BIG, content))).oddEntries())
                .singleElement()
                .hasToString("entry 1 at byte 2 (\"@R\"): its name has no parts");
    }

    private static byte[] entry(Order order, String host) {
        return sized(order, content(order, host));
    }

    private static byte[] content(Order order, String host) {
        ByteBuffer content = ByteBuffer.allocate(200).order(order.bytes);
        content.putShort((short) 3);
        for (String text : new String[] {"EXAMPLE.COM", "HTTP", host}) {
            content.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }
        content.putInt(1_700_000_000).put((byte) 9).putShort((short) 17);
        content.putShort((short) 16).put(new byte[16]).putInt(0x01020304);
        byte[] exact = new byte[content.position()];
        content.flip().get(exact);
        return exact;
    }

    private static byte[] sized(Order order, byte[] content) {
        return ByteBuffer.allocate(Integer.BYTES + content.length)
                .order(order.bytes)
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] number(Order order, int number) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(order.bytes)
                .putInt(number)
                .array();
    }

    private static Bytes file(byte[]... entries) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {5, 1});
        for (byte[] entry : entries) {
            file.writeBytes(entry);
        }
        return Bytes.of(file.toByteArray());
    }

    private static Keytab parse(Bytes file) throws WireException {
        return TestCleanup.closes(Keytab.parse(file));
    }
}
