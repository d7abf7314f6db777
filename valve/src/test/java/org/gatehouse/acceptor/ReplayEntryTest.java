package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.crypto.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three words of an authenticator in a page. */
class ReplayEntryTest {
    private static final long TABLE_SECOND = Replays.NOW.getEpochSecond() / 32 * 32;
    private static final Fingerprint FINGERPRINT = new Fingerprint(0x0123_4567_89ab_cdefL, 0xfedc_ba98_7654_3210L);
    private static final int MAX_CLIENT = ReplayEntry.CLIENT_MASK;

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "0x155555, 0x5555", "0x0aaaaa, 0xaaaa", "0x1fffff, 0xffff", "0, 0xffff", "0x1fffff, 0"})
    void entryTellsItsClientAndItsConnection(String client, String connection) {
        ReplayEntry entry = entry(Integer.decode(client), Integer.decode(connection), 17);

        assertThat(ReplayEntry.client(entry.use())).isEqualTo(entry.client());
        assertThat(ReplayEntry.connection(entry.use())).isEqualTo(entry.connection());
    }

    /** A skew of an hour, in both directions, and the half minute of the table. */
    @ParameterizedTest
    @CsvSource({"0", "1", "-1", "31", "300", "-300", "3600", "3632", "-3600", "8191", "-8191"})
    void entryTellsWhenItWasUsedFirst(long fromTable) {
        assertThat(ReplayEntry.firstUse(entry(1, 2, fromTable).use())).isEqualTo(fromTable);
    }

    @ParameterizedTest
    @CsvSource({"8192, 8191", "100000000, 8191", "-8192, -8191", "-100000000, -8191"})
    void entryKeepsItsOtherPartsWhereItsFirstUseIsTooFarAway(long fromTable, long told) {
        long use = entry(MAX_CLIENT, 0x5555, fromTable).use();

        assertThat(ReplayEntry.firstUse(use)).isEqualTo(told);
        assertThat(ReplayEntry.client(use)).isEqualTo(MAX_CLIENT);
        assertThat(ReplayEntry.connection(use)).isEqualTo(0x5555);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1365, 7, -300", "0x1fffff, 0xffff, 8191"})
    void entryIsNotWholeWithAnyChangeOfOneByte(String client, String connection, long fromTable) {
        long use = entry(Integer.decode(client), Integer.decode(connection), fromTable)
                .use();
        assertThat(ReplayEntry.isWhole(FINGERPRINT.high(), FINGERPRINT.low(), use))
                .isTrue();

        for (int at = 0; at < Long.SIZE; at += Byte.SIZE) {
            for (long bits = 1; bits <= 0xff; bits++) {
                long change = bits << at;
                assertThat(ReplayEntry.isWhole(FINGERPRINT.high() ^ change, FINGERPRINT.low(), use)
                                || ReplayEntry.isWhole(FINGERPRINT.high(), FINGERPRINT.low() ^ change, use)
                                || ReplayEntry.isWhole(FINGERPRINT.high(), FINGERPRINT.low(), use ^ change))
                        .as("changed by %x", change)
                        .isFalse();
            }
        }
    }

    /** Of an entry that is just being written, the third word is missing. */
    @Test
    void entryIsNotWholeWithoutItsThirdWord() {
        assertThat(ReplayEntry.isWhole(0, 0, 0)).isFalse();
        assertThat(ReplayEntry.isWhole(FINGERPRINT.high(), FINGERPRINT.low(), 0))
                .isFalse();
    }

    private static ReplayEntry entry(int client, int connection, long fromTable) {
        return new ReplayEntry(FINGERPRINT, TABLE_SECOND + 31, TABLE_SECOND + fromTable, client, connection);
    }
}
