package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;

/**
 * The signed-in user, as {@code request.getUserPrincipal()} gives them to an application. Immutable, and serializable for a
 * session manager that keeps sign-ins over a restart of Tomcat ({@code persistAuthentication}) or sends them to other
 * nodes. What it is written as holds no secret, and stays readable for later versions.
 */
public final class SsoPrincipal implements Principal, Serializable {
    private static final long serialVersionUID = 1;

    private final transient SsoNames names;
    private final transient String mechanism;
    private final transient Optional<Authorization> authorization;
    private final transient Optional<KerberosFacts> kerberos;

    SsoPrincipal(
            SsoNames names, String mechanism, Optional<Authorization> authorization, Optional<KerberosFacts> kerberos) {
        this.names = names;
        this.mechanism = mechanism;
        this.authorization = authorization;
        this.kerberos = kerberos;
    }

    /**
     * The names of a user.
     *
     * @param shown in the format that the administrator chose
     * @param principal in the realm, with the realm
     */
    record SsoNames(String shown, String principal, String realm) {}

    /** The principal of an identity. */
    public static SsoPrincipal of(Identity identity) {
        return new SsoPrincipal(
                new SsoNames(identity.names().shown(), identity.names().principal(), identity.realm()),
                identity.evidence().mechanism(),
                identity.authorization(),
                identity.evidence().kerberosTicket().map(KerberosFacts::of));
    }

    /** The user name in the format that the administrator chose: {@code alice@EXAMPLE.COM}, unless it is another. */
    @Override
    public String getName() {
        return names.shown();
    }

    /** The same as {@link #getName}. */
    public String name() {
        return names.shown();
    }

    /** The user name with its realm, whatever format {@link #getName} has: {@code alice@EXAMPLE.COM}. */
    public String principalName() {
        return names.principal();
    }

    /** The realm that vouches for the user: {@code EXAMPLE.COM}. */
    public String realm() {
        return names.realm();
    }

    /** How the user signed in: {@code Kerberos}. */
    public String mechanism() {
        return mechanism;
    }

    /** The user's account in the domain; empty if the ticket does not describe it. */
    public Optional<SsoAccount> account() {
        return authorization.map(Authorization::account).map(SsoAccount::new);
    }

    /** Security identifiers of the user and of their groups, as {@code S-1-5-21-…}; none if the ticket has none. */
    public List<String> sids() {
        List<String> sids = new ArrayList<>();
        authorization.ifPresent(known -> sids.add(known.account().sid().toString()));
        sids.addAll(groupSids());
        return List.copyOf(sids);
    }

    /** Security identifiers of the groups that the user is a member of. Each of them is a role. */
    public List<String> groupSids() {
        return texts(authorization.map(Authorization::groups));
    }

    /** Of groups that count only where a rule denies something. */
    public List<String> denyOnlySids() {
        return texts(authorization.map(Authorization::denyOnly));
    }

    /** SIDs that say how the user signed in, and are no groups: {@code S-1-18-1} if the domain controller saw the password. */
    public List<String> circumstanceSids() {
        return texts(authorization.map(Authorization::circumstances));
    }

    /** SIDs of the ticket that are not believed, each with the reason: half a sentence. */
    public Map<String, String> filteredSids() {
        Map<String, String> filtered = new TreeMap<>();
        authorization.ifPresent(known -> known.dropped()
                .forEach((reason, sids) -> sids.forEach(sid -> filtered.put(sid.toString(), reason.words()))));
        return filtered;
    }

    /** What the domain says of the user beyond their groups. */
    public ClaimSet claims() {
        return authorization.map(Authorization::claims).orElse(ClaimSet.EMPTY);
    }

    /** What the domain says of the computer that the user signed in at. */
    public ClaimSet deviceClaims() {
        return authorization.map(Authorization::deviceClaims).orElse(ClaimSet.EMPTY);
    }

    /** The values of the user's claims as text, by the ids of the claims. */
    public Map<String, List<String>> claimTexts() {
        Map<String, List<String>> texts = new TreeMap<>();
        for (Claim claim : claims().claims()) {
            texts.computeIfAbsent(claim.id(), id -> new ArrayList<>())
                    .addAll(claim.values().texts());
        }
        return texts;
    }

    /** Whether a SID is the user's own, or that of a group that they are a member of. */
    public boolean isMemberOf(String sid) {
        return Sid.parse(sid)
                .filter(parsed ->
                        authorization.filter(known -> known.isMember(parsed)).isPresent())
                .isPresent();
    }

    /** What is known of the user's ticket; empty if they signed in without one. */
    public Optional<KerberosFacts> kerberos() {
        return kerberos;
    }

    Optional<Authorization> authorization() {
        return authorization;
    }

    private static List<String> texts(Optional<SidSet> sids) {
        return sids.stream().flatMap(SidSet::stream).map(Sid::toString).toList();
    }

    /** Users are equal if their names are: which ticket they came with does not make them others. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SsoPrincipal that && name().equals(that.name()) && mechanism.equals(that.mechanism);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(), mechanism);
    }

    @Override
    public String toString() {
        return name();
    }

    private Object writeReplace() {
        return SerializedPrincipal.of(this);
    }

    /** Only what {@link #writeReplace} gives is ever read. */
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("An SsoPrincipal is written as another object");
    }

    /** The facts of a Kerberos ticket that an application may want to know. */
    public static final class KerberosFacts {
        private final String service;
        private final String encryptionType;
        private final boolean mutualAuthentication;
        private final TicketTimes times;

        KerberosFacts(String service, String encryptionType, boolean mutualAuthentication, TicketTimes times) {
            this.service = service;
            this.encryptionType = encryptionType;
            this.mutualAuthentication = mutualAuthentication;
            this.times = times;
        }

        /** When the user proved who they are, and from when until when the ticket is valid. */
        record TicketTimes(Instant authentication, Instant start, Instant end) {}

        static KerberosFacts of(KerberosTicket ticket) {
            return new KerberosFacts(
                    ticket.service(),
                    ticket.encryptionType().shortName(),
                    ticket.mutual(),
                    new TicketTimes(ticket.authenticationTime(), ticket.startTime(), ticket.endTime()));
        }

        /**
         * The service name (SPN) of this server that the ticket is for; of names that share a key, as those of one account
         * do, the client could have written any.
         */
        public String service() {
            return service;
        }

        /** The encryption type of the ticket: {@code aes256-sha1}. */
        public String encryptionType() {
            return encryptionType;
        }

        /** Whether this server proved to the client who it is. */
        public boolean mutualAuthentication() {
            return mutualAuthentication;
        }

        /** When the user proved to the KDC who they are. */
        public Instant authenticationTime() {
            return times.authentication();
        }

        /** From when on the ticket is valid. */
        public Instant startTime() {
            return times.start();
        }

        /** Until when the ticket is valid. */
        public Instant endTime() {
            return times.end();
        }
    }
}
