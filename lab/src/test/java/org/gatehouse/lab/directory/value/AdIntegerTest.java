package org.gatehouse.lab.directory.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdIntegerTest {
    @ParameterizedTest
    @CsvSource({
        "userAccountControl, 512, 512",
        "groupType, -2147483646, -2147483646",
        "accountExpires, 0, 0",
        "accountExpires, 9223372036854775807, 9223372036854775807",
        "pwdLastSet, 1970-01-01T00:00:00Z, 116444736000000000",
        "lockoutTime, 1601-01-01T00:00:00Z, 0",
        "maxPwdAge, P42D, -36288000000000",
        "lockoutDuration, PT30M, -18000000000",
        "lockOutObservationWindow, -18000000000, -18000000000",
        "maxPwdAge, P0D, 0",
        "maxPwdAge, -9223372036854775808, -9223372036854775808",
        "MAXPWDAGE, P1D, -864000000000"
    })
    void takes(String attribute, String text, String stored) {
        assertThat(AdInteger.stored(attribute, text)).contains(stored);
    }

    @ParameterizedTest
    @CsvSource({
        "userAccountControl, 4294967296",
        "userAccountControl, 0512",
        "userAccountControl, +512",
        "userAccountControl, disabled",
        "accountExpires, 9223372036854775808",
        "accountExpires, -1",
        "accountExpires, 2026-02-30T00:00:00Z",
        "accountExpires, +999999999-12-31T23:59:59Z",
        "accountExpires, 1600-12-31T23:59:59Z",
        "accountExpires, P42D",
        "pwdLastSet, tomorrow",
        "maxPwdAge, 42",
        "maxPwdAge, P-42D",
        "maxPwdAge, PT9223372036854775807S",
        "maxPwdAge, 2026-01-01T00:00:00Z"
    })
    void refuses(String attribute, String text) {
        assertThat(AdInteger.stored(attribute, text)).isEmpty();
        assertThat(AdInteger.kind(attribute)).isPresent();
    }

    @Test
    void leavesOtherAttributesAlone() {
        assertThat(AdInteger.kind("cn")).isEmpty();
    }
}
