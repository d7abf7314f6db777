package org.gatehouse.lab.kdc.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.PORTAL;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;

import java.util.Optional;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.apache.kerby.kerberos.kerb.type.ticket.Tickets;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The portal shows a ticket that a user has given it, to get one in the user's name. */
class EvidenceTicketTest {
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final String BACK_END = "HTTP/files.lab.localhost";
    private static final int NOT_GRANTED = 13;
    private static final int NOT_ITS_OWN = 31;
    private static final int MODIFIED = 41;

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;
    private final Credential alice = fixture.alice();
    private final Credential portal = client.signOn("svc-portal", "Portal1!");
    private final EncryptionKey portalsKey = AccountKeys.of(REALM, PORTAL).strongest();

    EvidenceTicketTest() {
        fixture.accounts.add(user("svc-files", "Files123!", BACK_END));
    }

    private int answerTo(Ticket evidence) {
        Tickets tickets = new Tickets();
        tickets.addElement(evidence);
        return errorCode(client.send(client.tgsReq(
                portal, BACK_END, options(KdcOption.CNAME_IN_ADDL_TKT), body -> body.setAdditionalTickets(tickets))));
    }

    private Ticket evidence(PacFault fault) {
        fixture.setPolicy(fixture.policy().withPacFault(Optional.of(fault)));
        return client.ticketFor(alice, SPN).ticket();
    }

    /** With the key that the portal has. */
    private Ticket changed(Ticket ticket, String from, String to) throws MalformedMessageException, KrbException {
        byte[] opened = Sealing.open(ticket.getEncryptedEncPart(), portalsKey, KeyUsage.KDC_REP_TICKET);
        String text = new String(opened, ISO_8859_1);
        byte[] changed = text.replaceFirst(from, to).getBytes(ISO_8859_1);
        assertThat(changed).isNotEqualTo(opened).hasSameSizeAs(opened);
        Ticket forged = new Ticket();
        forged.setRealm(ticket.getRealm());
        forged.setSname(ticket.getSname());
        forged.setEncryptedEncPart(EncryptionHandler.encrypt(changed, portalsKey, KeyUsage.KDC_REP_TICKET));
        return forged;
    }

    @Test
    void thatIsInOrderDoesNotHelpAsNobodyMayDelegate() {
        assertThat(answerTo(client.ticketFor(alice, SPN).ticket())).isEqualTo(NOT_GRANTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = PacFault.class,
            names = {"TAMPERED", "NO_SERVER_SIGNATURE", "NO_KDC_SIGNATURE", "CRC32", "MD5", "RC4", "SILVER_TICKET"})
    void whosePacTheKdcHasNotSignedIsRefused(PacFault fault) {
        assertThat(answerTo(evidence(fault))).isEqualTo(MODIFIED);
        assertThat(fixture.events.get(fixture.events.size() - 1).toString()).contains("PAC: ");
    }

    /** The PAC is untouched, the ticket is not (CVE-2020-17049 was such a change of a flag). */
    @Test
    void thatTheServiceHasChangedIsRefused() throws MalformedMessageException, KrbException {
        Ticket right = client.ticketFor(alice, SPN).ticket();

        assertThat(answerTo(changed(right, "alice", "admin"))).isEqualTo(MODIFIED);
        assertThat(answerTo(changed(right, "LAB.LOCALHOST", "LAC.LOCALHOST"))).isEqualTo(MODIFIED);
    }

    @Test
    void ofAnotherServiceIsRefused() {
        assertThat(answerTo(client.ticketFor(alice, BACK_END).ticket())).isEqualTo(NOT_ITS_OWN);
        assertThat(answerTo(alice.ticket())).isEqualTo(NOT_ITS_OWN);
    }

    @Test
    void withoutPacSaysNothing() {
        assertThat(answerTo(evidence(PacFault.ABSENT))).isEqualTo(NOT_GRANTED);
    }
}
