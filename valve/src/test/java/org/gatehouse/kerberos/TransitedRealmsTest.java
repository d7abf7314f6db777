package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and rules of RFC 4120 §3.3.3.2. */
class TransitedRealmsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EDU,MIT.,ATHENA.,WASHINGTON.EDU,CS. | EDU MIT.EDU ATHENA.MIT.EDU WASHINGTON.EDU CS.WASHINGTON.EDU",
                "'/COM,/HP,/APOLLO, /COM/DEC'        | /COM /COM/HP /COM/HP/APOLLO /COM/DEC",
                "A\\,B,C\\\\D,\\.                    | A,B C\\D .",
                "TRAILING\\.,LOCALHOST               | TRAILING. LOCALHOST",
                "B\\                                 | B\\",
            })
    void namesRealmsInShort(String contents, String realms) throws WireException {
        assertThat(parsed(1, contents.strip())).isEqualTo(new TransitedRealms(List.of(realms.split(" ", -1)), true));
    }

    @Test
    void namesNoneInWhateverEncodingIfItIsEmpty() throws WireException {
        assertThat(parsed(0, "").none()).isTrue();
        assertThat(parsed(1, "")).isEqualTo(TransitedRealms.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ",EDU", "EDU,", "EDU,,COM", " ", "EDU, "})
    void transitedFieldDoesNotTellAllIfItLeavesRealmsOut(String contents) throws WireException {
        assertThat(parsed(1, contents).complete()).isFalse();
        assertThat(parsed(1, contents).none()).isFalse();
    }

    @Test
    void transitedFieldDoesNotTellAllInAnEncodingThatIsNotKnown() throws WireException {
        assertThat(parsed(2, "EDU").complete()).isFalse();
    }

    @Test
    void transitedFieldIsBoundedInNumberAndLength() throws WireException {
        assertThat(parsed(1, "A" + ",A".repeat(31)).names()).hasSize(32);
        assertThat(parsed(1, "A" + ",A".repeat(32)).complete()).isFalse();
        assertThat(parsed(1, "A".repeat(255)).complete()).isTrue();
        assertThat(parsed(1, "A".repeat(256)).complete()).isFalse();
        assertThat(parsed(1, "A".repeat(200) + "," + "A".repeat(200) + ".").complete())
                .isFalse();
        assertThat(parsed(1, "A,".repeat(3000)).complete()).isFalse();
    }

    /** A space sets off a name that would be a continuation; a dot or a slash that is escaped makes none. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EDU,MIT.              | EDU MIT.EDU",
                "MIT.                  | MIT.",
                "EDU, MIT              | EDU MIT",
                "/COM,/HP              | /COM /COM/HP",
                "EDU,\\/HP             | EDU /HP",
                "EDU,A\\.B             | EDU A.B",
                "EDU,A.B               | EDU A.B",
                "EDU,A.B.              | EDU A.B.EDU",
                "EDU,A.\\B             | EDU A.B",
                "A\\,                  | A,",
            })
    void continuationIsAddedToTheRealmBefore(String contents, String realms) throws WireException {
        assertThat(parsed(1, contents.strip())).isEqualTo(new TransitedRealms(List.of(realms.split(" ", -1)), true));
    }

    @Test
    void transitedFieldDoesNotTellAllInTextThatIsNotUtf8() throws WireException {
        assertThat(parsed(1, Bytes.of(new byte[] {'E', (byte) 0xff})).complete())
                .isFalse();
    }

    @Test
    void fieldOfMoreThan4096BytesIsNotRead() throws WireException {
        String realm = "A".repeat(200) + ",";
        String longest = realm.repeat(20) + "A".repeat(76);

        assertThat(parsed(1, longest).names()).hasSize(21);
        assertThat(parsed(1, longest + "A").complete()).isFalse();
    }

    @Test
    void noneIsCompleteAndEmpty() {
        assertThat(TransitedRealms.NONE.none()).isTrue();
        assertThat(new TransitedRealms(List.of("EDU"), true).none()).isFalse();
        assertThat(new TransitedRealms(List.of(), false).none()).isFalse();
        assertThat(new TransitedRealms(List.of("EDU"), false).none()).isFalse();
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        for (Bytes spoiled : ExtraElements.everywhere(encoded(1, Bytes.EMPTY))) {
            assertThatExceptionOfType(WireException.class).isThrownBy(() -> {
                DerReader der = new DerReader(spoiled.cursor("Ticket"));
                TransitedRealms.parse(der, 4);
                der.expectEnd();
            });
        }
    }

    private static TransitedRealms parsed(int type, String contents) throws WireException {
        return parsed(type, Bytes.of(contents.getBytes(StandardCharsets.UTF_8)));
    }

    private static TransitedRealms parsed(int type, Bytes contents) throws WireException {
        return TransitedRealms.parse(new DerReader(encoded(type, contents).cursor("Ticket")), 4);
    }

    private static Bytes encoded(int type, Bytes contents) {
        DerWriter der = new DerWriter();
        int transited = der.beginExplicit(4, Tag.SEQUENCE);
        der.integer(0, type);
        der.octets(1, contents);
        der.endExplicit(transited);
        return der.toBytes();
    }
}
