package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.LAB;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.PARTNER;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.webOf;
import static org.gatehouse.lab.kdc.message.KerberosName.ticketGrantingService;

import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks the wrong realm is told the right one: for a service by a ticket (RFC 6806 §8), for a client by an error (§7). */
class ReferralTest {
    private final ThreeRealms realms = new ThreeRealms();
    private final HandMadeClient client = realms.client(LAB);

    private Credential tgt() {
        return client.signOn("alice", "Wonderland1!");
    }

    private byte[] asked(String service) {
        return client.send(client.tgsReq(tgt(), spn(service), options(KdcOption.CANONICALIZE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/web.partner.localhost",
                "HTTP/WEB.Partner.Localhost:8080",
                "HTTP/partner.localhost",
                "ldap/dc1.partner.localhost/partner.localhost"
            })
    void leadsToTheRealmInWhoseDomainTheHostIs(String service) {
        Credential ticket = client.ticketFor(tgt(), service, options(KdcOption.CANONICALIZE));

        assertThat(ticket.ticket().getSname().getName()).isEqualTo("krbtgt/PARTNER.LOCALHOST");
        assertThat(ticket.part().getSname().getName()).isEqualTo("krbtgt/PARTNER.LOCALHOST");
    }

    @Test
    void isNamedInTheLog() {
        asked(webOf(PARTNER));

        assertThat(realms.lastEvent().toString())
                .startsWith("TGS-REQ TCP alice@LAB.LOCALHOST for HTTP/web.partner.localhost@LAB.LOCALHOST: "
                        + "referral, cross-realm ticket to PARTNER.LOCALHOST, aes256-sha1, ");
    }

    @Test
    void isNotGivenToWhoDoesNotAskForIt() {
        assertThat(errorCode(client.send(client.tgsReq(tgt(), webOf(PARTNER))))).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/web.third.localhost", "HTTP/web.notpartner.localhost", "HTTP/no.lab.localhost", "HTTP/"})
    void isNotGivenForAHostThatIsNowhereKnown(String service) {
        assertThat(errorCode(asked(service))).isEqualTo(7);
    }

    @Test
    void isNotGivenForAServiceThatIsHere() {
        realms.accounts(LAB).add(user("svc-proxy", "Proxy123!", webOf(PARTNER)));

        Credential ticket = client.ticketFor(tgt(), webOf(PARTNER), options(KdcOption.CANONICALIZE));

        assertThat(ticket.ticket().getSname().getName()).isEqualTo(webOf(PARTNER));
    }

    @Test
    void isNotGivenToARealmThatDoesNotTrustThisOne() {
        realms.trust(LAB, PARTNER, false, true);

        assertThat(errorCode(asked(webOf(PARTNER)))).isEqualTo(7);
    }

    @Test
    void isNotGivenOutOfTheRealmsOwnSubdomain() {
        realms.trust(LAB, "LOCALHOST", true, true);

        assertThat(errorCode(asked("HTTP/no.lab.localhost"))).isEqualTo(7);
    }

    @Test
    void ofAClientNamesItsRealm() {
        KerberosName carol = new KerberosName(KerberosName.NT_ENTERPRISE, List.of("carol@partner.localhost"));

        KrbError error = HandMadeClient.error(client.send(
                KerbyCodec.encode(client.asReq(carol, ticketGrantingService(LAB), options(KdcOption.CANONICALIZE)))));

        assertThat(error.getErrorCode().getValue()).isEqualTo(68);
        assertThat(error.getCrealm()).isEqualTo(PARTNER);
        assertThat(error.getRealm()).isEqualTo(LAB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"carol@third.localhost", "carol@lab.localhost", "carol"})
    void ofAClientIsNotGivenWithoutATrust(String name) {
        KerberosName carol = new KerberosName(KerberosName.NT_ENTERPRISE, List.of(name));

        assertThat(errorCode(client.send(KerbyCodec.encode(client.asReq(carol, ticketGrantingService(LAB))))))
                .isEqualTo(6);
    }
}
