package org.gatehouse.lab.kdc.pac;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PACs that another realm's KDC may send: nothing but a refusal comes of them. */
class HostilePacTest {
    private final PublishedPacs published = new PublishedPacs();

    private static void decode(byte[] logonInfo) throws MalformedMessageException {
        ValidationInfoFormat.decode(logonInfo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.logon-info", "trust.logon-info"})
    void everyPrefixOfLogonInformationIsRefused(String name) {
        byte[] whole = published.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(prefix)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.logon-info", "trust.logon-info"})
    void everyShorterObjectBufferIsRefusedOrReadWithoutItsPadding(String name) {
        byte[] whole = published.bytes(name);
        for (int length = 0; length < whole.length - 16 - 7; length++) {
            byte[] shorter = whole.clone();
            ByteBuffer.wrap(shorter).order(ByteOrder.LITTLE_ENDIAN).putInt(8, length);
            assertThatThrownBy(() -> decode(shorter)).isInstanceOf(MalformedMessageException.class);
        }
    }

    /** Offsets into the trust vector: GroupCount, SidCount, ResourceGroupCount, and the counts of three arrays. */
    @ParameterizedTest
    @CsvSource({"128", "216", "228", "352", "448", "504"})
    void countsThatNothingIsBehindAreRefused(int offset) {
        for (int count : new int[] {-1, Integer.MAX_VALUE, 0x1000_0000, 4}) {
            byte[] changed = published.bytes("trust.logon-info");
            ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, count);
            assertThatThrownBy(() -> decode(changed)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void everyByteChangedIsReadOrRefused() {
        byte[] whole = published.bytes("spec.logon-info");
        for (int i = 0; i < whole.length; i++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                byte[] changed = whole.clone();
                changed[i] = (byte) value;
                try {
                    decode(changed);
                } catch (MalformedMessageException e) {
                    // as it should be
                }
            }
        }
    }

    /** From MIT's fuzzing of CVE-2022-42898, and by hand: a buffer outside, two of one kind, a count of thousands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000",
                "000000100000000006ffffff0000f5",
                "00000020000000002020",
                "0100000000000000" + "01000000ffffff7f1800000000000000",
                "0100000000000000" + "01000000010000001800000000000000",
                "0100000000000000" + "0100000000000000f8ffffffffffffff",
                "0100000000000000" + "01000000000000001700000000000000" + "0000000000000000",
                "0200000000000000" + "01000000000000002800000000000000" + "01000000000000002800000000000000",
                "0100000001000000" + "01000000000000001800000000000000",
            })
    void directoriesThatLeadElsewhereAreRefused(String hex) {
        assertThatThrownBy(() -> SignedPac.parse(HexFormat.of().parseHex(hex))).isInstanceOf(KdcException.class);
    }

    @Test
    void everyPrefixOfPacIsRefused() {
        byte[] whole = published.bytes("w2022.pac");
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> SignedPac.parse(prefix)).isInstanceOf(KdcException.class);
        }
    }
}
