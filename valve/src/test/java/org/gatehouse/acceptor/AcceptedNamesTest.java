package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedNamesTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP/Portal.Example.Com, HTTP/Portal.Example.Com",
        "'HTTP/b:8443@EXAMPLE.COM  HTTP/a', 'HTTP/b:8443@EXAMPLE.COM, HTTP/a'",
        "'HTTP/b,HTTP/a', 'HTTP/b, HTTP/a'",
        "*, any"
    })
    void readsNames(String list, String names) {
        assertThat(AcceptedNames.parse(list).orElseThrow()).hasToString(names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "HTTP",
                "HTTP/",
                "/host",
                "HTTP/host:",
                "HTTP/host:0",
                "HTTP/host:123456",
                "HTTP/host@",
                "HTTP/host@A@B",
                "http://host/",
                "HTTP/a * HTTP/b",
                "HTTP/ho\u0000st"
            })
    void refusesWhatIsNoServiceName(String list) {
        assertThat(AcceptedNames.parse(list)).isEmpty();
    }

    @Test
    void tellsThatTheKeytabDecidesByDefault() {
        assertThat(AcceptedNames.OF_THE_KEYTAB).hasToString("those of the keytab");
    }
}
