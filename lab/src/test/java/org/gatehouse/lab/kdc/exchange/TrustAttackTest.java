package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.realm;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.LAB;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.PARTNER;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.THIRD;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.webOf;

import java.util.Arrays;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.BodyChange;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.trust.TransitedPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can do here who holds the key of a trust, that is: an administrator of a partner. */
class TrustAttackTest {
    private final ThreeRealms realms = new ThreeRealms();

    /** 0 for a ticket. */
    private int error(String issuer, String clientRealm, String... transited) {
        return error(issuer, clientRealm, List.of(transited), realm(LAB));
    }

    private int error(String issuer, String clientRealm, List<String> transited, BodyChange... changes) {
        ClientName name = new ClientName(clientRealm, KerberosName.principal("administrator"));
        Credential forged = realms.forged(issuer, LAB, name, new TransitedPath(transited));
        HandMadeClient client = realms.client(clientRealm);
        BodyChange[] all = Arrays.copyOf(changes, changes.length + 1);
        all[changes.length] = realm(LAB);
        byte[] reply = client.send(client.tgsReq(forged, spn(webOf(LAB)), all));
        return (reply[0] & 0x1f) == 30 ? errorCode(reply) : 0;
    }

    @Test
    void mayNameItsOwnClients() {
        assertThat(error(PARTNER, PARTNER)).isZero();
    }

    @Test
    void mayNameClientsOfARealmThatLiesBehindIt() {
        assertThat(error(PARTNER, THIRD)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {LAB, "lab.localhost", "Lab.Localhost"})
    void mayNotNameClientsOfThisRealm(String claimed) {
        realms.accounts(LAB).add(user("administrator", "Admin123!"));

        assertThat(error(PARTNER, claimed)).isEqualTo(12);
        assertThat(realms.lastEvent().toString())
                .contains("KDC_ERR_POLICY (12): PARTNER.LOCALHOST has no business to say who administrator@" + claimed);
    }

    @Test
    void mayNotNameClientsOfARealmThatIsTrustedDirectly() {
        realms.trust(LAB, THIRD, true, true);

        assertThat(error(PARTNER, THIRD)).isEqualTo(12);
        assertThat(error(PARTNER, "third.localhost")).isEqualTo(12);
        assertThat(error(THIRD, THIRD)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PARTNER.LOCALHOST, EVIL.LOCALHOST",
        "PARTNER.LOCALHOST, THIRD.LOCALHOST",
        "PARTNER.LOCALHOST, LAB.LOCALHOST",
        "THIRD.LOCALHOST, EVIL.LOCALHOST"
    })
    void mayNotComeThroughARealmThatIsNotTrusted(String claimed, String transited) {
        assertThat(error(PARTNER, claimed, transited)).isEqualTo(28);
    }

    @Test
    void mayNotGetRoundTheCheckByAskingForNone() {
        assertThat(error(PARTNER, PARTNER, List.of("EVIL.LOCALHOST"), options(KdcOption.DISABLE_TRANSITED_CHECK)))
                .isEqualTo(28);
    }

    @Test
    void mayNotComeAtAllWhereTheTrustLeadsTheOtherWayAlone() {
        realms.trust(LAB, PARTNER, true, false);

        assertThat(error(PARTNER, PARTNER)).isEqualTo(35);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EVIL\nLOCALHOST", "EVIL REALM"})
    void mayNotNameARealmThatIsNone(String claimed) {
        assertThat(error(PARTNER, claimed)).isIn(12, 31);
        assertThat(realms.faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 31, 33})
    void mayNotBringASessionKeyThatIsNone(int length) {
        ClientName name = new ClientName(PARTNER, KerberosName.principal("administrator"));
        EncryptionKey odd = new EncryptionKey(Etype.AES256_SHA1.kerby(), new byte[length]);
        Credential forged = realms.forged(PARTNER, LAB, name, odd);
        HandMadeClient client = realms.client(PARTNER);
        Credential honest = realms.forged(PARTNER, LAB, name, TransitedPath.NONE);
        Credential mixed = new Credential(name.name(), forged.ticket(), honest.part());

        assertThat(errorCode(client.send(client.tgsReq(mixed, spn(webOf(LAB)), realm(LAB)))))
                .isIn(14, 60);
        assertThat(realms.faults).isEmpty();
    }

    @Test
    void mayNotComeWithTheKeyOfTheOtherDirection() {
        ClientName name = new ClientName(PARTNER, KerberosName.principal("administrator"));
        Credential forged = realms.forged(LAB, PARTNER, name, TransitedPath.NONE);
        forged.ticket().setRealm(PARTNER);
        forged.ticket().setSname(KerberosName.ticketGrantingService(LAB).toPrincipalName());
        HandMadeClient client = realms.client(PARTNER);

        assertThat(errorCode(client.send(client.tgsReq(forged, spn(webOf(LAB)), realm(LAB)))))
                .isEqualTo(31);
    }

    @Test
    void mayNotUseAKeyThatIsNoLongerTheTrusts() {
        ClientName name = new ClientName(PARTNER, KerberosName.principal("administrator"));
        Credential forged = realms.forged(PARTNER, LAB, name, TransitedPath.NONE);
        forged.ticket().getEncryptedEncPart().setKvno(6);
        HandMadeClient client = realms.client(PARTNER);

        assertThat(errorCode(client.send(client.tgsReq(forged, spn(webOf(LAB)), realm(LAB)))))
                .isEqualTo(44);
    }
}
