package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.key;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.policy;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets that are refused for the names and realms in them; and those that just pass. */
class RefusedNameTest {
    @Test
    void whenItsNameIsNotInTheKeytab() {
        Failure failure = refused(forge -> {
            forge.sname = "HTTP/other.example.com";
            forge.serviceKey = Arrays.copyOf(new byte[] {1}, 32);
        });

        assertThat(failure.code()).isEqualTo(FailureCode.NO_KEY_FOR_NAME);
        assertThat(failure.seen())
                .isEqualTo(
                        "the ticket is for \"HTTP/other.example.com@EXAMPLE.COM\". http.keytab does not have that name (it has"
                                + " \"HTTP/portal.example.com@EXAMPLE.COM\").");
    }

    @Test
    void withTheNameToAddWhenItOpensWithTheKeyOfAnother() {
        Failure failure = refused(forge -> forge.sname = "HTTP/alias.example.com");

        assertThat(failure)
                .hasToString("GH-K016 KRB_AP_ERR_NOT_US (35): the ticket is for \"HTTP/alias.example.com@EXAMPLE.COM\"."
                        + " http.keytab does not have that name, but its key of"
                        + " \"HTTP/portal.example.com@EXAMPLE.COM\" decrypts the ticket. Usually both names are on one"
                        + " account (setspn -Q HTTP/alias.example.com). Then add HTTP/alias.example.com to the keytab"
                        + " (ktpass /princ … /in …, or ktutil), or list the accepted names in the attribute spn.");
    }

    @Test
    void withoutACommandThatAStrangerHasWritten() {
        assertThat(refused(forge -> forge.sname = "HTTP/x & calc").remedy())
                .startsWith("Usually both names are on one account (setspn -Q that name). Then add that name ");
        assertThat(refused(forge -> forge.sname = "HTTP/10.1.2.3").remedy())
                .startsWith("Usually both names are on one account (setspn -Q that name). Then add that name ");
    }

    /** The name and realm of a ticket are not encrypted: they are what the sender of the ticket wants them to be. */
    @Test
    void whenItsRealmWasChangedToTheAcceptedOne() {
        byte[] key = key(7);
        ServiceKeys both = Forge.keys(
                Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY),
                new Keytab.Entry(
                        "PARTNER.EXAMPLE.COM",
                        new PrincipalName(1, List.of("HTTP", "portal.example.com")),
                        7,
                        18,
                        SecretBytes.copyOf(key)));
        for (String spn : List.of(Forge.SPN + "@" + Forge.REALM, "*")) {
            assertThat(outcome(acceptor(both, policy(spn)), forge -> forge.serviceKey = key))
                    .isEqualTo("GH-K012");
        }
    }

    @Test
    void whenItsNameWasChangedToAnAcceptedOneThatHasAKeyOfItsOwn() {
        byte[] key = key(8);
        ServiceKeys both = Forge.keys(
                Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY), Forge.entry("HTTP/other.example.com", 7, 18, key));

        assertThat(outcome(acceptor(both, policy(Forge.SPN)), forge -> forge.serviceKey = key))
                .isEqualTo("GH-K012");
        assertThat(outcome(acceptor(both), forge -> forge.serviceKey = key)).isEqualTo("GH-K012");
    }

    @Test
    void whenItAsksForAPortThatTheKeytabHasNot() {
        assertThat(refused(forge -> forge.sname = Forge.SPN + ":8443").code())
                .isEqualTo(FailureCode.NAME_NOT_IN_KEYTAB);
    }

    @Test
    void whenItsNameIsNotAmongTheAcceptedOnes() {
        AcceptorPolicy policy = policy("HTTP/other.example.com, HTTP/third");

        Failure failure = refused(acceptor(Forge.keys(), policy), forge -> {});

        assertThat(failure.code()).isEqualTo(FailureCode.NAME_NOT_ACCEPTED);
        assertThat(failure.seen()).contains("accepts only \"HTTP/other.example.com, HTTP/third\".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/Portal.Example.Com",
                "http/portal.example.com@example.com",
                "HOST/portal.example.com",
                "HTTP/x HTTP/portal.example.com",
                "*"
            })
    void notWhenItsNameIsAccepted(String spn) {
        assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> {})).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/alias", "*"})
    void notWhenItOpensWithTheKeyOfAnotherNameAndItsOwnIsAccepted(String spn) {
        assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> forge.sname = "HTTP/alias"))
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/portal.example.com@OTHER.EXAMPLE", "HTTP/portal.example.com:8443"})
    void whenTheAcceptedNameIsOfAnotherRealmOrPort(String spn) {
        assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> {})).isEqualTo("GH-K017");
    }

    /** Anyone who reaches the server decides how many keys are tried: they are bounded. */
    @Test
    void withoutTryingEveryKeyOfALargeKeytab() {
        Keytab.Entry[] entries = IntStream.range(0, 17)
                .mapToObj(i -> Forge.entry("HTTP/host" + i, 100 - i, 18, key(i)))
                .toArray(Keytab.Entry[]::new);

        assertThat(outcome(acceptor(Forge.keys(entries)), forge -> {
                    forge.sname = "HTTP/unknown";
                    forge.serviceKey = key(15);
                }))
                .isEqualTo("GH-K016");
        assertThat(outcome(acceptor(Forge.keys(entries)), forge -> {
                    forge.sname = "HTTP/unknown";
                    forge.serviceKey = key(16);
                }))
                .isEqualTo("GH-K010");
    }

    @Test
    void whenTheRealmsAreListedAndItsIsNot() {
        AcceptorPolicy policy = new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of("a.example")));

        Failure failure = refused(acceptor(Forge.keys(), policy), forge -> {
            forge.crealm = "PARTNER.EXAMPLE";
            forge.authenticatorRealm = "PARTNER.EXAMPLE";
        });

        assertThat(failure.code()).isEqualTo(FailureCode.UNTRUSTED_REALM);
        assertThat(failure.seen()).contains("\"alice@PARTNER.EXAMPLE\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXAMPLE.COM", "PARTNER.EXAMPLE"})
    void notWhenTheRealmsAreListedAndItsIsOneOrOurs(String realm) {
        AcceptorPolicy policy = new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of("Partner.Example")));

        assertThat(outcome(acceptor(Forge.keys(), policy), forge -> {
                    forge.crealm = realm;
                    forge.authenticatorRealm = realm;
                }))
                .isEqualTo("alice");
    }

    @Test
    void whenItsServiceIsNotHttpAndOnlyHostIsHeld() {
        ServiceKeys keys = Forge.keys(Forge.entry("HOST/portal.example.com", 7, 18, Forge.SERVICE_KEY));

        assertThat(refused(acceptor(keys), forge -> forge.sname = "cifs/portal.example.com")
                        .code())
                .isEqualTo(FailureCode.NAME_NOT_IN_KEYTAB);
    }

    @Test
    void whenAnotherRealmHasIssuedIt() {
        Failure failure = refused(forge -> forge.realm = "OTHER.EXAMPLE");

        assertThat(failure.code()).isEqualTo(FailureCode.OTHER_REALM);
        assertThat(failure.seen())
                .isEqualTo(
                        "the ticket for \"HTTP/portal.example.com@OTHER.EXAMPLE\" comes from realm \"OTHER.EXAMPLE\"."
                                + " http.keytab has that name only in \"EXAMPLE.COM\".");
    }

    @Test
    void whenNobodyHasCheckedTheRealmsThatItPassed() {
        Failure failure = refused(forge -> {
            forge.flags = 0;
            forge.transited = "MIDDLE.EXAMPLE";
        });

        assertThat(failure.code()).isEqualTo(FailureCode.TRANSIT_NOT_CHECKED);
    }

    @Test
    void whenTheKeytabHasItsNameWithTypesThatAreNotAccepted() {
        ServiceKeys keys =
                Forge.keys(Forge.entry(Forge.SPN, 7, 23, new byte[16]), Forge.entry("HTTP/other", 7, 18, new byte[32]));
        Failure failure = refused(acceptor(keys), forge -> {});

        assertThat(failure.code()).isEqualTo(FailureCode.NO_KEY_OF_ENCTYPE);
        assertThat(failure.seen()).contains("http.keytab has only keys of rc4-hmac (23) for that name");
    }
}
