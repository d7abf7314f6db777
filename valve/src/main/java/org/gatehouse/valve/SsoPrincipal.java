package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;

/**
 * The signed-in user, as {@code request.getUserPrincipal()} gives them to an application. Immutable, and serializable for a
 * session manager that keeps sign-ins over a restart of Tomcat ({@code persistAuthentication}) or sends them to other
 * nodes. What it is written as holds no secret, and stays readable for later versions.
 */
public final class SsoPrincipal implements Principal, Serializable {
    private static final long serialVersionUID = 1;

    private final transient String name;
    private final transient String realm;
    private final transient String mechanism;
    private final transient List<String> sids;
    private final transient Optional<KerberosFacts> kerberos;

    SsoPrincipal(String name, String realm, String mechanism, List<String> sids, Optional<KerberosFacts> kerberos) {
        this.name = name;
        this.realm = realm;
        this.mechanism = mechanism;
        this.sids = List.copyOf(sids);
        this.kerberos = kerberos;
    }

    /** The principal of an identity. */
    public static SsoPrincipal of(Identity identity) {
        return new SsoPrincipal(
                identity.qualifiedName(),
                identity.realm(),
                identity.evidence().mechanism(),
                identity.sids().stream().map(Sid::toString).toList(),
                identity.evidence().kerberosTicket().map(KerberosFacts::of));
    }

    /** The user name with its realm: {@code alice@EXAMPLE.COM}. */
    @Override
    public String getName() {
        return name;
    }

    /** The same as {@link #getName}. */
    public String name() {
        return name;
    }

    /** The realm that vouches for the user: {@code EXAMPLE.COM}. */
    public String realm() {
        return realm;
    }

    /** How the user signed in: {@code Kerberos}. */
    public String mechanism() {
        return mechanism;
    }

    /**
     * Security identifiers of the user and their groups, as {@code S-1-5-21-…}; none until the PAC of the ticket is read.
     */
    public List<String> sids() {
        return sids;
    }

    /** What is known of the user's ticket; empty if they signed in without one. */
    public Optional<KerberosFacts> kerberos() {
        return kerberos;
    }

    /** Users are equal if their names are: which ticket they came with does not make them others. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SsoPrincipal that && name.equals(that.name) && mechanism.equals(that.mechanism);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, mechanism);
    }

    @Override
    public String toString() {
        return name;
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
        private final Instant authenticationTime;
        private final Instant endTime;

        KerberosFacts(
                String service,
                String encryptionType,
                boolean mutualAuthentication,
                Instant authenticationTime,
                Instant endTime) {
            this.service = service;
            this.encryptionType = encryptionType;
            this.mutualAuthentication = mutualAuthentication;
            this.authenticationTime = authenticationTime;
            this.endTime = endTime;
        }

        static KerberosFacts of(KerberosTicket ticket) {
            return new KerberosFacts(
                    ticket.service(),
                    ticket.encryptionType().shortName(),
                    ticket.mutual(),
                    ticket.authenticationTime(),
                    ticket.endTime());
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
            return authenticationTime;
        }

        /** Until when the ticket is valid. */
        public Instant endTime() {
            return endTime;
        }
    }
}
