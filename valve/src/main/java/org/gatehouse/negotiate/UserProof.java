package org.gatehouse.negotiate;

import java.util.Optional;
import java.util.Set;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.identity.KerberosMaterial.Authorizing;
import org.gatehouse.kerberos.PacElement;
import org.gatehouse.pac.PacClient;
import org.gatehouse.pac.UnverifiedPac;
import org.gatehouse.pac.VerifiedPac;
import org.gatehouse.pac.sids.PacBelief;
import org.gatehouse.policy.UserNameFormat;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * What is proven of a user beyond the name in the ticket: the PAC is verified and believed as far as its realm may speak, and
 * the user gets the name that applications are to see.
 */
public final class UserProof {
    private final Rules rules;
    private final Set<String> keyRealms;

    /** @param keyRealms of all keys of the service, in lower case */
    public UserProof(Rules rules, Set<String> keyRealms) {
        this.rules = rules;
        this.keyRealms = Set.copyOf(keyRealms);
    }

    /**
     * What the administrator decided.
     *
     * @param pacRequired whether a ticket must describe the user
     * @param rc4Accepted whether the configuration accepts RC4
     */
    public record Rules(boolean pacRequired, boolean rc4Accepted, PacBelief belief, UserNameFormat userName) {}

    /**
     * The same user with what is proven of them.
     *
     * @throws RefusedException for a bad PAC, for a missing one where it is required, and for a user without the name
     */
    public Identity of(Identity identity, EstablishedContext context) throws RefusedException {
        Optional<KerberosMaterial> kerberos = context.kerberos();
        if (kerberos.isEmpty()) {
            return identity;
        }
        Authorizing authorizing = kerberos.get().authorizing();
        Optional<Authorization> authorization = authorization(identity, authorizing);
        if (authorization.isEmpty() && rules.pacRequired()) {
            throw absent(identity);
        }
        Identity proven = authorization.map(identity::with).orElse(identity);
        return proven.called(rules.userName().namesOf(proven, keyRealms));
    }

    private Optional<Authorization> authorization(Identity identity, Authorizing authorizing) throws RefusedException {
        Optional<Bytes> pac = pac(authorizing);
        if (pac.isEmpty()) {
            return Optional.empty();
        }
        VerifiedPac verified = UnverifiedPac.parse(pac.get())
                .verify(authorizing.signatures(), authorizing.keyType(), rules.rc4Accepted())
                .check(new PacClient(
                        authorizing.parties().client(),
                        authorizing.parties().clientRealm(),
                        identity.evidence().kerberosTicket().orElseThrow().authenticationTime()));
        return rules.belief()
                .of(
                        verified,
                        authorizing.parties().clientRealm(),
                        authorizing.parties().serviceRealm());
    }

    private static Optional<Bytes> pac(Authorizing authorizing) throws RefusedException {
        try {
            return PacElement.of(authorizing.authorizationData());
        } catch (WireException e) {
            throw new RefusedException(
                    FailureCode.MALFORMED_PAC,
                    "the authorization data of the ticket, in which the PAC would be, is malformed: " + e.getMessage()
                            + ".",
                    "Find out which KDC issued the ticket and whether it is up to date.");
        }
    }

    private static RefusedException absent(Identity identity) {
        return new RefusedException(
                FailureCode.PAC_ABSENT,
                "the ticket of " + Printable.quoted(identity.qualifiedName())
                        + " has no PAC that describes the user, and pacAbsent=\"refuse\" wants one.",
                "Check the service's account for the flag NO_AUTH_DATA_REQUIRED (userAccountControl 0x2000000), which keeps"
                        + " the PAC out of its tickets. KDCs without Windows' accounts issue none.");
    }
}
