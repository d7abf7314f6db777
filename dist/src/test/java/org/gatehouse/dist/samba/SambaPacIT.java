package org.gatehouse.dist.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.pac.SignedPac;
import org.gatehouse.lab.kdc.pac.TicketPac;
import org.gatehouse.pac.KerbValidationInfo;
import org.gatehouse.pac.PacClient;
import org.gatehouse.pac.ServerSignedPac;
import org.gatehouse.pac.UnverifiedPac;
import org.gatehouse.pac.VerifiedPac;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samba's PACs under the valve's own reader, and their other signatures under the lab's KDC with Samba's krbtgt key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SambaPacIT {
    private static final Cryptosystem CRYPTOSYSTEM = new Cryptosystem(new SecureRandom());
    private static final int SIGNATURE_TYPE = Integer.BYTES;

    private SambaDomain domain;

    @AutoClose
    private Workstation alice;

    @BeforeAll
    void signIn() throws Exception {
        domain = SambaDomain.running();
        alice = domain.deskOf("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal", "aes128", "rc4", "unset"})
    void verifiesAllFourSignatures(String host) throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, host);

        assertThat(PacPieces.of(ticket.pac()).types())
                .contains(
                        PacPieces.LOGON_INFO,
                        PacPieces.CLIENT_INFO,
                        PacPieces.UPN_DNS_INFO,
                        PacPieces.SERVER_SIGNATURE,
                        PacPieces.KDC_SIGNATURE,
                        PacPieces.TICKET_SIGNATURE,
                        PacPieces.FULL_SIGNATURE);
        assertThat(refusal(ticket.pac(), ticket)).isEmpty();
        TicketPac.requireSignatures(ticket.part(), ticket.key(), domain.krbtgtKeys());
    }

    @Test
    void changedSignatureOfTheKdcIsWrongUnderTheKrbtgtKey() throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, "portal");
        ChangedSambaPacs changed = new ChangedSambaPacs(ticket.pac());

        SignedPac kdc = SignedPac.parse(changed.withChangedBit(PacPieces.KDC_SIGNATURE));
        SignedPac signed = SignedPac.parse(changed.withChangedBit(PacPieces.TICKET_SIGNATURE));
        SignedPac full = SignedPac.parse(changed.withChangedBit(PacPieces.FULL_SIGNATURE));

        assertThatThrownBy(() -> kdc.requireKdcSignature(domain.krbtgtKeys()))
                .isInstanceOf(KdcException.class)
                .hasMessageContaining("KDC_SIGNATURE is wrong");
        assertThatThrownBy(() -> signed.requireTicketSignatures(domain.krbtgtKeys(), withoutPac(ticket)))
                .isInstanceOf(KdcException.class)
                .hasMessageContaining("TICKET_SIGNATURE is wrong");
        assertThatThrownBy(() -> full.requireTicketSignatures(domain.krbtgtKeys(), withoutPac(ticket)))
                .isInstanceOf(KdcException.class)
                .hasMessageContaining("FULL_SIGNATURE is wrong");
    }

    private static byte[] withoutPac(SambaTicket ticket) throws Exception {
        return TicketPac.withPac(ticket.part(), new byte[1]);
    }

    @Test
    void readsTheAccountAsTheDirectoryHasIt() throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, "portal");

        VerifiedPac pac = verify(ticket.pac(), ticket).check(client(ticket));

        KerbValidationInfo account = pac.logonInfo().orElseThrow();
        assertThat(account.userSid()).hasToString(domain.sid("alice"));
        assertThat(account.primaryGroupSid()).hasToString(domain.sid("Domain Users"));
        assertThat(pac.upnDnsInfo().orElseThrow().upn()).isEqualTo("alice@corp.gatehouse.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal", "aes128", "rc4"})
    void refusesEveryBitThatIsChanged(String host) throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, host);
        byte[] pac = ticket.pac();
        Set<Integer> notSignedByTheServer = bytesOfKdcSignature(pac);

        assertThat(acceptedBits(ticket, index -> !notSignedByTheServer.contains(index)))
                .isEmpty();
    }

    /** The valve does not have the key for it; a domain controller does. */
    @Test
    void onlyTheDomainControllerTellsThatItsSignatureIsChanged() throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, "portal");
        Set<Integer> notSignedByTheServer = bytesOfKdcSignature(ticket.pac());

        assertThat(acceptedBits(ticket, notSignedByTheServer::contains))
                .hasSize(notSignedByTheServer.size() * Byte.SIZE);
    }

    /** A "silver ticket". */
    @Test
    void onlyTheDomainControllerTellsThatAPacIsForgedWithTheServicesKey() throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, "portal");
        byte[] forged = new ChangedSambaPacs(ticket.pac()).forgedWith(ticket.key());

        assertThat(refusal(forged, ticket)).isEmpty();
        assertThatThrownBy(() -> SignedPac.parse(forged).requireKdcSignature(domain.krbtgtKeys()))
                .isInstanceOf(KdcException.class)
                .hasMessageContaining("KDC_SIGNATURE is wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal", "aes128", "rc4"})
    void refusesEachChangedPacWithItsCode(String host) throws Exception {
        SambaTicket ticket = SambaTicket.of(alice, domain, host);

        for (Map.Entry<String, byte[]> changed :
                new ChangedSambaPacs(ticket.pac()).all().entrySet()) {
            String name = changed.getKey();

            assertThat(refusal(changed.getValue(), ticket))
                    .as(name)
                    .hasValueSatisfying(code -> assertThat(name).startsWith(code.substring(0, code.indexOf(' '))));
        }
    }

    /** Otherwise a refusal could come from the way in which the changed ones are put together. */
    @Test
    void putsPiecesTogetherAsSambaDoes() throws Exception {
        byte[] pac = SambaTicket.of(alice, domain, "portal").pac();

        assertThat(PacPieces.of(pac).join()).isEqualTo(pac);
    }

    private static Set<Integer> bytesOfKdcSignature(byte[] pac) {
        PacPieces.Buffer kdc = PacPieces.of(pac).buffer(PacPieces.KDC_SIGNATURE);
        Set<Integer> bytes = new HashSet<>();
        IntStream.range(kdc.offset() + SIGNATURE_TYPE, kdc.end()).forEach(bytes::add);
        return bytes;
    }

    /** Those bits of these bytes that can be changed without the valve noticing. */
    private static List<Integer> acceptedBits(SambaTicket ticket, IntPredicate bytes) throws Exception {
        byte[] pac = ticket.pac();
        List<Integer> accepted = new ArrayList<>();
        for (int bit = 0; bit < pac.length * Byte.SIZE; bit++) {
            if (bytes.test(bit / Byte.SIZE)) {
                byte[] changed = pac.clone();
                changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                if (refusal(changed, ticket).isEmpty()) {
                    accepted.add(bit);
                }
            }
        }
        return accepted;
    }

    /** The failure in the valve's words, if it refuses. */
    private static Optional<String> refusal(byte[] pac, SambaTicket ticket) throws Exception {
        try {
            verify(pac, ticket).check(client(ticket));
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.failure().toString());
        }
    }

    private static ServerSignedPac verify(byte[] pac, SambaTicket ticket) throws RefusedException {
        EncryptionType type =
                EncryptionType.of(ticket.key().getKeyType().getValue()).orElseThrow();
        return UnverifiedPac.parse(Bytes.of(pac)).verify(checksumKey(ticket, type), type, true);
    }

    private static ChecksumKey checksumKey(SambaTicket ticket, EncryptionType type) {
        try (EncryptionKey key =
                new EncryptionKey(type, SecretBytes.copyOf(ticket.key().getKeyData()))) {
            return CRYPTOSYSTEM.checksumKey(key, KeyUsage.PAC_SIGNATURE);
        }
    }

    private static PacClient client(SambaTicket ticket) throws Exception {
        EncTicketPart part = ticket.content();
        return new PacClient(
                part.getCname().getNameStrings(),
                part.getCrealm(),
                Instant.ofEpochMilli(part.getAuthTime().getTime()));
    }
}
