package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.keytab.ServiceKeys;
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

    /** Active Directory lets HOST stand for a list of services (sPNMappings); of these a browser asks for http alone. */
    @ParameterizedTest
    @CsvSource({
        "HTTP/portal.example.com, alice",
        "http/Portal.Example.Com, alice",
        "HOST/portal.example.com, alice",
        "ldap/portal.example.com, GH-K017",
        "cifs/portal.example.com, GH-K017",
        "MSSQLSvc/portal.example.com, GH-K017",
        "https/portal.example.com, GH-K017",
        "httpd/portal.example.com, GH-K017",
        "HTTP/other.example.com, GH-K017",
        "HTTP, GH-K017"
    })
    void letsTheNameOfAHostStandForHttpAlone(String ticket, String outcome) {
        ServiceKeys keys = Forge.keys(
                Forge.entry(ticket, 7, 18, Forge.SERVICE_KEY), Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

        assertThat(Acceptors.outcome(
                        Acceptors.acceptor(keys, Acceptors.policy("HOST/portal.example.com")),
                        forge -> forge.sname = ticket))
                .isEqualTo(outcome);
    }

    @Test
    void doesNotLetHttpStandForTheNameOfAHost() {
        assertThat(Acceptors.outcome(
                        Acceptors.acceptor(Forge.keys(), Acceptors.policy(Forge.SPN)),
                        forge -> forge.sname = "HOST/portal.example.com"))
                .isEqualTo("GH-K017");
    }

    /** Outside ASCII a letter has no case. */
    @ParameterizedTest
    @CsvSource({"HTTP/\u212aitchen, HTTP/kitchen", "HTTP/\u017fhop, HTTP/shop", "HTTP/ki\u212a, HTTP/kik"})
    void doesNotTakeALetterForOneThatOnlyLooksLikeIt(String ticket, String listed) {
        ServiceKeys keys = Forge.keys(Forge.entry(listed, 7, 18, Forge.SERVICE_KEY));

        assertThat(Acceptors.outcome(Acceptors.acceptor(keys, Acceptors.policy(listed)), forge -> forge.sname = ticket))
                .isEqualTo("GH-K017");
        assertThat(Acceptors.outcome(Acceptors.acceptor(keys), forge -> forge.sname = ticket))
                .isEqualTo("GH-K016");
    }

    @Test
    void listsTheNamesAsTheyWereWritten() {
        assertThat(AcceptedNames.parse("HTTP/B:8443@EXAMPLE.COM http/a")
                        .orElseThrow()
                        .listed())
                .map(ServiceName::toString)
                .containsExactly("HTTP/B:8443@EXAMPLE.COM", "http/a");
        assertThat(AcceptedNames.ANY.listed()).isEmpty();
        assertThat(AcceptedNames.OF_THE_KEYTAB.listed()).isEmpty();
    }

    @Test
    void tellsThatTheKeytabDecidesByDefault() {
        assertThat(AcceptedNames.OF_THE_KEYTAB).hasToString("those of the keytab");
    }
}
