package org.gatehouse.lab.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainSidTest {
    /** The SID of BUILTIN\Administrators, whose octets many documents show. */
    @Test
    void writesPacketForm() {
        assertThat(DomainSid.parse("S-1-5-32-544"))
                .get()
                .extracting(DomainSid::toBytes)
                .isEqualTo(HexFormat.of().parseHex("01020000000000052000000020020000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1-5-21-1004336348-1177238915-682003330-512", "S-1-1-0", "S-1-5-21-4294967295-0-1-500"})
    void readsWhatItWrote(String text) {
        DomainSid sid = DomainSid.parse(text).orElseThrow();

        assertThat(sid).hasToString(text).isEqualTo(DomainSid.ofBytes(sid.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S-1-5",
                "s-1-5-32",
                "S-2-5-32",
                "S-1-5-",
                "S-1-5--1",
                "S-1-5-32-",
                "S-1-5-4294967296",
                "S-1-5-99999999999",
                "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16"
            })
    void refusesWhatIsNoSid(String text) {
        assertThat(DomainSid.parse(text)).isEmpty();
    }

    @Test
    void belongsToAccountWithRid() {
        assertThat(new DomainSid(5, List.of(21L, 1L)).withRid(500)).hasToString("S-1-5-21-1-500");
    }
}
