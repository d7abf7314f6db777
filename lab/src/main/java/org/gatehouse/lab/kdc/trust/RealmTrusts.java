package org.gatehouse.lab.kdc.trust;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.KeyCache;
import org.gatehouse.lab.kdc.crypto.KeyMaterial;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerberosName;

/**
 * The realms that this one shares keys with, and what they are believed.
 *
 * <p>Trusts are transitive, as those inside an Active Directory forest are: a partner may send the clients of a realm
 * that trusts it or that it trusts. It may not send what it has no business with: clients of this realm, and clients of a
 * realm that is trusted directly, who come directly. And a ticket may have come through no realm that this one does not
 * trust itself.
 */
public final class RealmTrusts {
    /** What a realm may be called that somebody else vouches for: printable, and short enough for a ticket. */
    private static final Pattern REALM_NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final String realm;
    private final Accounts accounts;
    private final KeyCache keys;

    public RealmTrusts(String realm, Accounts accounts, KeyCache keys) {
        this.realm = realm;
        this.accounts = accounts;
        this.keys = keys;
    }

    /** The ticket-granting service of a partner that trusts us: our users may go there. */
    public Optional<Service> service(String partner) {
        return find(partner)
                .flatMap(trust -> trust.inbound()
                        .map(password -> new Service(
                                KerberosName.ticketGrantingService(trust.partner()),
                                Optional.empty(),
                                keys(realm, trust.partner(), password))));
    }

    /** The keys of the tickets by which the users of a partner that we trust come here. */
    public Optional<AccountKeys> keysOf(String partner) {
        return find(partner).flatMap(trust -> trust.outbound().map(password -> keys(trust.partner(), realm, password)));
    }

    /** The partner in whose DNS domain, the realm's name in lower case, the host is; the closest if there are several. */
    public Optional<Service> serviceForHost(String host) {
        return Stream.concat(Stream.of(realm), accounts.trusts().stream().map(Trust::partner))
                .filter(candidate -> covers(candidate, host))
                .max(Comparator.comparingInt(String::length))
                .filter(closest -> !closest.equals(realm))
                .flatMap(this::service);
    }

    /** Whether there is a trust with the realm, in whichever direction; its name as it is written there. */
    public Optional<String> partner(String name) {
        return find(name).map(Trust::partner);
    }

    /** The SID of the domain of a realm that we trust directly. */
    public Optional<DomainSid> sidOf(String partner) {
        return find(partner).filter(trust -> trust.outbound().isPresent()).map(Trust::sid);
    }

    /** Those of the domains of all partners. */
    public List<DomainSid> sids() {
        return accounts.trusts().stream().map(Trust::sid).toList();
    }

    /**
     * The realms that a ticket has come through when it leaves this one: those it lists, and the one that issued it unless
     * that is the client's own (RFC 4120 §3.3.3.2). They are checked even if the client asks not to (§5.4.1 does not oblige
     * a KDC), and what fails is refused, not just left without the TRANSITED-POLICY-CHECKED flag: there are acceptors
     * that do not look at the flag, the JDK's among them.
     */
    public TransitedPath path(ClientName client, String issuer, TransitedPath listed) throws KdcException {
        if (client.realm().equals(realm)) {
            requireOwnTicket(client, issuer);
            return TransitedPath.NONE;
        }
        requireBelieved(client, issuer);
        TransitedPath path = issuer.equals(client.realm()) || issuer.equals(realm) ? listed : listed.with(issuer);
        for (String transited : path.realms()) {
            if (keysOf(transited).isEmpty()) {
                throw new KdcException(
                        KdcError.KDC_ERR_PATH_NOT_ACCEPTED,
                        "the ticket has come through %s, which %s does not trust".formatted(transited, realm));
            }
        }
        return path;
    }

    private void requireOwnTicket(ClientName client, String issuer) throws KdcException {
        if (!issuer.equals(realm)) {
            throw new KdcException(
                    KdcError.KDC_ERR_POLICY, "%s has no business to say who %s is".formatted(issuer, client));
        }
    }

    private void requireBelieved(ClientName client, String issuer) throws KdcException {
        boolean ours = client.realm().equalsIgnoreCase(realm);
        boolean direct = keysOf(client.realm()).isPresent();
        boolean fromElsewhere = !issuer.equals(client.realm()) && !issuer.equals(realm);
        boolean realmName = REALM_NAME.matcher(client.realm()).matches();
        if (ours || (direct && fromElsewhere) || !realmName) {
            throw new KdcException(
                    KdcError.KDC_ERR_POLICY, "%s has no business to say who %s is".formatted(issuer, client));
        }
    }

    private Optional<Trust> find(String partner) {
        return accounts.trusts().stream()
                .filter(trust -> trust.partner().equalsIgnoreCase(partner))
                .findFirst();
    }

    private AccountKeys keys(String from, String to, Password password) {
        return keys.of(KeyMaterial.ofTrust(from, to, password));
    }

    private static boolean covers(String candidate, String host) {
        String domain = candidate.toLowerCase(Locale.ROOT);
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals(domain) || name.endsWith("." + domain);
    }
}
