package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.LAB_SID;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.KRBTGT;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.PORTAL;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.pac.PacPart;
import org.gatehouse.lab.kdc.pac.PacView;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault breaks what it says, and leaves everything else in order. */
class PacFaultTest {
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final EncryptionKey PORTALS_KEY = key(PORTAL);
    private static final EncryptionKey KDCS_KEY = key(KRBTGT);

    private final RequestFixture fixture = new RequestFixture();
    private final Credential tgt = fixture.alice();

    private static EncryptionKey key(Account account) {
        return AccountKeys.of(REALM, account).strongest();
    }

    private EncTicketPart ticket(PacFault fault) {
        fixture.setPolicy(fixture.policy().withPacFault(Optional.of(fault)));
        return opened(fixture.client.ticketFor(tgt, SPN).ticket(), PORTAL);
    }

    private PacView pac(PacFault fault) {
        return PacView.of(ticket(fault));
    }

    @ParameterizedTest
    @EnumSource(PacFault.class)
    void leavesTicketGrantingTicketsAlone(PacFault fault) {
        fixture.setPolicy(fixture.policy().withPacFault(Optional.of(fault)));

        PacView pac = PacView.of(opened(fixture.alice().ticket(), KRBTGT));

        assertThat(pac.verifies(KDCS_KEY, KDCS_KEY, false)).isTrue();
        assertThat(pac.extraSids()).containsExactly("S-1-18-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = PacFault.class,
            names = {"OTHER_CLIENT", "CONTRADICTORY", "FOREIGN_SIDS", "DENY_ONLY", "THOUSAND_GROUPS"})
    void ofTheContentIsSignedAsItShouldBe(PacFault fault) {
        assertThat(pac(fault).verifies(PORTALS_KEY, KDCS_KEY, true)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = PacFault.class,
            names = {"TAMPERED", "NO_SERVER_SIGNATURE", "NO_KDC_SIGNATURE", "CRC32", "MD5", "RC4", "SILVER_TICKET"})
    void ofTheSignaturesIsFoundByThem(PacFault fault) {
        assertThat(pac(fault).verifies(PORTALS_KEY, KDCS_KEY, true)).isFalse();
    }

    @Test
    void leavesOneSignatureOut() {
        assertThat(pac(PacFault.NO_SERVER_SIGNATURE).parts())
                .doesNotContain("SERVER_SIGNATURE")
                .contains("KDC_SIGNATURE");
        assertThat(pac(PacFault.NO_KDC_SIGNATURE).parts())
                .doesNotContain("KDC_SIGNATURE")
                .contains("SERVER_SIGNATURE");
    }

    /** Type, and length of type and checksum. */
    @ParameterizedTest
    @CsvSource({"CRC32,1,8", "MD5,7,20", "RC4,118,20"})
    void signsByAnotherType(PacFault fault, int lowestByteOfType, int length) {
        PacView pac = pac(fault);

        for (PacPart part : new PacPart[] {PacPart.SERVER_SIGNATURE, PacPart.KDC_SIGNATURE, PacPart.FULL_SIGNATURE}) {
            assertThat(pac.buffer(part)).hasSize(length).startsWith(lowestByteOfType);
        }
    }

    @Test
    void forgesASilverTicketWithTheServicesKeyAlone() {
        PacView pac = pac(PacFault.SILVER_TICKET);

        assertThat(pac.groups()).contains(512L, 519L);
        assertThat(pac.verifies(PORTALS_KEY, PORTALS_KEY, true)).isTrue();
    }

    @Test
    void givesThePacOfTheAdministrator() {
        PacView pac = pac(PacFault.OTHER_CLIENT);

        assertThat(pac.user()).isEqualTo(LAB_SID + "-500");
        assertThat(new String(pac.buffer(PacPart.CLIENT_INFO), StandardCharsets.UTF_16LE))
                .endsWith("administrator");
        assertThat(pac.buffer(PacPart.UPN_DNS_INFO))
                .containsSequence("administrator".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void contradictsItself() {
        PacView pac = pac(PacFault.CONTRADICTORY);

        assertThat(pac.user()).isEqualTo(fixture.accounts.sidOf("alice").toString());
        assertThat(pac.buffer(PacPart.UPN_DNS_INFO))
                .containsSequence(LAB_SID.withRid(500).toBytes());
    }

    @Test
    void claimsForeignSids() {
        assertThat(pac(PacFault.FOREIGN_SIDS).extraSids())
                .containsExactly(
                        "S-1-18-1",
                        "S-1-5-32-544",
                        "S-1-5-21-4040404040-1414141414-2424242424-512",
                        "S-1-5-21-4040404040-1414141414-2424242424-519");
    }

    @Test
    void makesAllGroupsDenyOnly() {
        fixture.accounts.addToLocalGroup(fixture.accounts.sidOf("alice"), LAB_SID.withRid(1200));

        PacView pac = pac(PacFault.DENY_ONLY);

        assertThat(pac.attributesOfGroups()).containsExactly(0x10);
        assertThat(pac.resourceGroups()).containsExactly(LAB_SID + "-1200");
    }

    @Test
    void addsAThousandGroups() {
        assertThat(pac(PacFault.THOUSAND_GROUPS).groups()).hasSize(1001);
    }

    @Test
    void leavesThePacOutOrNearlyAllOfIt() {
        assertThat(PacView.isIn(ticket(PacFault.ABSENT))).isFalse();
        assertThat(PacView.partsOf(ticket(PacFault.MINIMAL)))
                .containsExactlyInAnyOrder(
                        "CLIENT_INFO", "SERVER_SIGNATURE", "KDC_SIGNATURE", "TICKET_SIGNATURE", "FULL_SIGNATURE");
    }
}
