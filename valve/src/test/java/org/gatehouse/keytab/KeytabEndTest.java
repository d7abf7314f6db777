package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at the end of a keytab, or in the place of an entry. */
class KeytabEndTest {
    /** HTTP/p@R with a key of type 17. */
    private static final String BODY = "0002" + "000152" + "000448545450" + "000170" + "00000001" + "00000000" + "07"
            + "0011" + "0010" + "aa".repeat(16);

    private static final String ENTRY = "%08x".formatted(hex(BODY).length()) + BODY;

    @ParameterizedTest
    @ValueSource(strings = {"00", "0000", "000000"})
    void keytabEndsInsideASize(String rest) throws WireException {
        Keytab keytab = parse(ENTRY + rest);

        assertThat(keytab.entries()).hasSize(1);
        assertThat(keytab.oddEntries()).singleElement().satisfies(odd -> {
            assertThat(odd.offset()).isEqualTo(2 + hex(ENTRY).length());
            assertThat(odd.isCut()).isTrue();
        });
    }

    /** MIT's libraries end at a size of zero, whatever follows. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000000ffff", "0000000000000001"})
    void keytabEndsAtASizeOfZero(String rest) throws WireException {
        assertThat(parse(ENTRY + rest + ENTRY).entries()).hasSize(1);
        assertThat(parse(ENTRY + rest).oddEntries()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, ff", "4, 00000000", "6, aabbccddeeff"})
    void passesOverTheHoleOfADeletedEntry(int size, String hole) throws WireException {
        Keytab keytab = parse(ENTRY + "%08x".formatted(-size) + hole + ENTRY);

        assertThat(keytab.entries()).hasSize(2);
        assertThat(keytab.oddEntries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fffffff6" + "aabbccddeeffaabb", "80000000" + "aabbccddeeffaabb", "ffffffff"})
    void keytabEndsOnceInADeletedEntryThatIsLongerThanTheFile(String rest) throws WireException {
        Keytab keytab = parse(ENTRY + rest);

        assertThat(keytab.entries()).hasSize(1);
        assertThat(keytab.oddEntries())
                .singleElement()
                .satisfies(odd -> assertThat(odd.isCut()).isTrue());
    }

    @Test
    void passesOverADeletedEntryThatFillsTheRestOfTheFile() throws WireException {
        assertThat(parse(ENTRY + "fffffffc" + "aabbccdd").oddEntries()).isEmpty();
    }

    @Test
    void keytabEndsOnceInAnEntryThatIsCutAtEachOfItsBytes() throws WireException {
        for (int length = 5; length < hex(ENTRY).length(); length++) {
            Keytab keytab = parse(ENTRY + Hex.hex(hex(ENTRY).slice(0, length)));

            assertThat(keytab.entries()).as("%d bytes", length).hasSize(1);
            assertThat(keytab.oddEntries()).as("%d bytes", length).hasSize(1);
        }
    }

    /** The size of an entry ends before its fields do, and another entry follows. */
    @Test
    void goesOnAfterAnEntryWhoseSizeIsTooSmall() throws WireException {
        String small = "00000008" + BODY.substring(0, 16);

        Keytab keytab = parse(small + ENTRY);

        assertThat(keytab.entries()).hasSize(1);
        assertThat(keytab.oddEntries())
                .singleElement()
                .satisfies(odd -> assertThat(odd.isCut()).isFalse());
    }

    /** The version at the end counts if it is not zero: it has 32 bits where the one inside has eight. */
    @ParameterizedTest
    @CsvSource({"'', 7", "000102, 7", "00000000, 7", "00000102, 258", "ffffffff, 4294967295", "00000102aa, 258"})
    void keytabEntryHasTheVersionOf32BitsIfItIsThere(String wide, long kvno) throws WireException {
        Keytab keytab = parse("%08x".formatted(hex(BODY + wide).length()) + BODY + wide);

        assertThat(keytab.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.kvno()).isEqualTo(kvno));
    }

    private static Keytab parse(String entries) throws WireException {
        Bytes file = hex("0502" + entries);
        return TestCleanup.closes(Keytab.parse(file));
    }
}
