package org.gatehouse.lab.kdc.exchange;

import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.kdc.EncTgsRepPart;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.KeyMaterial;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.pac.ForgedPac;
import org.gatehouse.lab.kdc.pac.PacDraft;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.gatehouse.lab.kdc.ticket.Grant;
import org.gatehouse.lab.kdc.ticket.TicketAuthorization;
import org.gatehouse.lab.kdc.ticket.TicketTerms;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** LAB, PARTNER and THIRD: the first and the second trust each other, and so do the second and the third. */
final class ThreeRealms {
    static final String LAB = "LAB.LOCALHOST";
    static final String PARTNER = "PARTNER.LOCALHOST";
    static final String THIRD = "THIRD.LOCALHOST";

    private final KeptKdcLog log = new KeptKdcLog();
    final List<KdcEvent> events = log.events();
    final List<Throwable> faults = log.faults();
    private final Map<String, MemoryAccounts> accounts = new TreeMap<>();
    private final Map<String, SettableClock> clocks = new TreeMap<>();
    final KdcHandler handler;

    ThreeRealms() {
        List<ServedRealm> served = new ArrayList<>();
        for (String realm : List.of(LAB, PARTNER, THIRD)) {
            SettableClock clock = new SettableClock();
            MemoryAccounts own = new MemoryAccounts(identity(realm))
                    .add(krbtgt(realm))
                    .add(user("alice", "Wonderland1!"))
                    .add(web(realm));
            clocks.put(realm, clock);
            accounts.put(realm, own);
            served.add(new ServedRealm(new KdcRealm(realm, own, clock, () -> KdcPolicy.OF_A_NEW_DOMAIN)));
        }
        trustEachOther(LAB, PARTNER);
        trustEachOther(PARTNER, THIRD);
        handler = new KdcHandler(log, served);
    }

    /** A SID of its own for each; that of a fourth one for every other. */
    static DomainIdentity identity(String realm) {
        String name = realm.split("\\.", -1)[0];
        int number = Math.floorMod(List.of(LAB, PARTNER, THIRD).indexOf(realm), 4);
        return new DomainIdentity(name, realm.toLowerCase(Locale.ROOT), DomainSid.of("S-1-5-21-1004-1177-" + number));
    }

    MemoryAccounts accounts(String realm) {
        return Objects.requireNonNull(accounts.get(realm));
    }

    SettableClock clock(String realm) {
        return Objects.requireNonNull(clocks.get(realm));
    }

    /** All of them. */
    void advance(Duration duration) {
        clocks.values().forEach(clock -> clock.advance(duration));
    }

    /** {@code HTTP/web.lab.localhost} */
    static String webOf(String realm) {
        return "HTTP/web." + realm.toLowerCase(Locale.ROOT);
    }

    static Account web(String realm) {
        return user("svc-web", "Web12345!" + realm, webOf(realm));
    }

    private void trustEachOther(String one, String other) {
        trust(one, other, true, true);
        trust(other, one, true, true);
    }

    /** Seen from {@code realm}, instead of what was there. */
    void trust(String realm, String partner, boolean inbound, boolean outbound) {
        accounts(realm)
                .trust(new Trust(
                        partner,
                        identity(partner).sid(),
                        inbound ? Optional.of(password(realm, partner)) : Optional.empty(),
                        outbound ? Optional.of(password(partner, realm)) : Optional.empty()));
    }

    /** Of the direction by which users of the one go to the other. */
    private static Password password(String from, String to) {
        return new Password("Trust1!" + from + to, 7, Optional.of(MemoryAccounts.LAST_SET));
    }

    static AccountKeys trustKeys(String from, String to) {
        return AccountKeys.of(KeyMaterial.ofTrust(from, to, password(from, to)));
    }

    HandMadeClient client(String home) {
        return new HandMadeClient(request -> handler.handle(request, Transport.TCP), clock(LAB), home);
    }

    /** What who holds the key of a trust can make. */
    Credential forged(String issuer, String destination, ClientName client, TransitedPath transited) {
        return forged(issuer, destination, client, transited, Sealing.randomKey(Etype.AES256_SHA1));
    }

    Credential forged(String issuer, String destination, ClientName client, EncryptionKey sessionKey) {
        return forged(issuer, destination, client, TransitedPath.NONE, sessionKey);
    }

    /** With a PAC that says what its maker wants it to say, signed with the keys of the trust and of the issuer's krbtgt. */
    Credential forged(String issuer, String destination, ClientName client, ForgedPac pac) {
        EncryptionKey krbtgt = AccountKeys.of(issuer, krbtgt(issuer)).strongest();
        PacDraft draft = pac.draft(clock(LAB).instant().truncatedTo(ChronoUnit.SECONDS), krbtgt);
        Service service = issuer.equals(destination)
                ? new Service(
                        KerberosName.ticketGrantingService(issuer),
                        Optional.of(krbtgt(issuer)),
                        AccountKeys.of(issuer, krbtgt(issuer)))
                : new Service(
                        KerberosName.ticketGrantingService(destination),
                        Optional.empty(),
                        trustKeys(issuer, destination));
        EncryptionKey sessionKey = Sealing.randomKey(Etype.AES256_SHA1);
        TicketAuthorization authorization = new TicketAuthorization(Optional.of(draft), List.of());
        return credential(issuer, new Grant(client, TransitedPath.NONE, service, terms(), sessionKey, authorization));
    }

    static Account krbtgt(String realm) {
        return user("krbtgt", "Key1ngs!" + realm);
    }

    private TicketTerms terms() {
        Instant start = clock(LAB).instant();
        return new TicketTerms(0, start, start, start.plusSeconds(3600), Optional.empty());
    }

    private static Credential credential(String issuer, Grant grant) {
        EncTgsRepPart part = new EncTgsRepPart();
        part.setKey(grant.sessionKey());
        return new Credential(grant.client().name(), grant.ticket(issuer), part);
    }

    private Credential forged(
            String issuer, String destination, ClientName client, TransitedPath transited, EncryptionKey sessionKey) {
        Service service = new Service(
                KerberosName.ticketGrantingService(destination), Optional.empty(), trustKeys(issuer, destination));
        return credential(issuer, new Grant(client, transited, service, terms(), sessionKey, TicketAuthorization.NONE));
    }

    KdcEvent lastEvent() {
        return events.get(events.size() - 1);
    }
}
