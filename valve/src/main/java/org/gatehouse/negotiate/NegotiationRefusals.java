package org.gatehouse.negotiate;

import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The words for the refusals before Kerberos has its say. */
final class NegotiationRefusals {
    private static final String LOOK_FOR_THE_SENDER =
            "Look for a proxy that cuts headers, or for a program that makes tokens of its own; browsers don't.";

    /** RFC 4559 §5 ties a negotiation to a connection; those of HTTP/2 and AJP are shared. */
    private static final String NO_KERBEROS_TOKEN =
            ", and no Kerberos token has followed (over HTTP/2 and AJP none can).";

    private final String service;

    /** @param service an SPN of this server, for the advice to look it up */
    NegotiationRefusals(String service) {
        this.service = service;
    }

    RefusedException tooLarge(int length, int limit) {
        return new RefusedException(
                FailureCode.TOKEN_TOO_LARGE,
                "the token has " + length + " bytes; the limit is " + limit + ".",
                "No ticket is that large. Look at which program sends it.");
    }

    RefusedException malformed(WireException e) {
        return new RefusedException(
                FailureCode.MALFORMED_SPNEGO, "the token is malformed: " + e.getMessage() + ".", LOOK_FOR_THE_SENDER);
    }

    RefusedException neither() {
        return new RefusedException(
                FailureCode.MALFORMED_SPNEGO, "the token is neither SPNEGO nor Kerberos.", LOOK_FOR_THE_SENDER);
    }

    RefusedException noNegotiation() {
        return new RefusedException(
                FailureCode.NO_NEGOTIATION,
                "the token continues a negotiation (NegTokenResp), but none is under way on its connection.",
                "Look for a proxy that mixes connections, or for a client that took longer than a minute.");
    }

    RefusedException noMicKey() {
        return new RefusedException(
                FailureCode.NO_MIC_KEY,
                "the client did not put Kerberos first, so both sides have to sign its list of mechanisms, which is not"
                        + " done with RC4 keys.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24) and on the client.");
    }

    RefusedException badMic(boolean missing) {
        return new RefusedException(
                FailureCode.BAD_MIC,
                "the client's signature of its list of mechanisms is " + (missing ? "missing." : "wrong."),
                "Somebody may have changed the list on its way, to make the client use a weaker mechanism: look at what"
                        + " stands between the client and this server.");
    }

    RefusedException clientRejected() {
        return new RefusedException(
                FailureCode.CLIENT_REJECTED,
                "the client was asked for Kerberos and rejects that.",
                "It got no ticket: see whether " + service + " is registered once (setspn -Q " + service
                        + ") and whether the workstation reaches a domain controller.");
    }

    RefusedException noToken() {
        return new RefusedException(
                FailureCode.NO_OPTIMISTIC_TOKEN,
                "the client was asked for its Kerberos token, and sends none.",
                "Find out which program it is: browsers send one.");
    }

    RefusedException noOptimisticToken() {
        return new RefusedException(
                FailureCode.NO_OPTIMISTIC_TOKEN,
                "the client offers Kerberos, but sends no Kerberos token along" + NO_KERBEROS_TOKEN,
                "Find out which program it is: browsers send one.");
    }

    RefusedException kerberosNotFirst(NegTokenInit init) {
        return new RefusedException(
                FailureCode.KERBEROS_NOT_FIRST,
                "the client prefers " + describe(init.mechTypes().get(0)) + " to Kerberos (it offers " + offered(init)
                        + ")" + NO_KERBEROS_TOKEN,
                "Usually it could get no ticket: see whether " + service + " is registered once (setspn -Q " + service
                        + ") and whether the workstation reaches a domain controller.");
    }

    RefusedException noCommonMechanism(NegTokenInit init, Peer peer) {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            return ntlm(peer);
        }
        if (init.mechTypes().contains(MechanismOid.NTLMSSP.content())) {
            return ntlm("the browser at " + peer.address() + " offers NTLM and no Kerberos.");
        }
        return new RefusedException(
                FailureCode.NO_COMMON_MECHANISM,
                "the client does not offer Kerberos (it offers " + offered(init) + ").",
                "See whether the client has a ticket (klist) and whether " + service + " is registered once (setspn -Q "
                        + service + ").");
    }

    RefusedException otherMechanism(Bytes oid) {
        return new RefusedException(
                FailureCode.NO_COMMON_MECHANISM,
                "the token is of " + describe(oid) + ", not of Kerberos.",
                "Find out which program sends it; browsers don't.");
    }

    RefusedException ntlm(Peer peer) {
        return ntlm("the browser at " + peer.address()
                + " sent NTLM (a token that starts with TlRMTVNT) where Kerberos was asked for.");
    }

    /** The causes in the order of their likelihood, and how to tell which it is. */
    private RefusedException ntlm(String seen) {
        return new RefusedException(
                FailureCode.NTLM,
                seen,
                "On that computer check in this order: does it reach a domain controller (nltest /dsgetdc:<domain>);"
                        + " does the domain know the name, once (klist get " + service + ", setspn -Q " + service
                        + "); do the clocks agree (w32tm /stripchart /computer:<controller>); is the address an IP or"
                        + " localhost (there are tickets for names only); is the site in the browser's intranet zone or"
                        + " allow list (chrome://policy, AuthServerAllowlist); is it a local account (whoami shows the"
                        + " computer's name before the user's)?");
    }

    /** The mechanisms that a client offers, each once: Kerberos has two identifiers. */
    static List<String> names(NegTokenInit init) {
        return init.mechTypes().stream()
                .map(NegotiationRefusals::describe)
                .distinct()
                .toList();
    }

    private static String offered(NegTokenInit init) {
        return String.join(", ", names(init));
    }

    private static String describe(Bytes oid) {
        return MechanismOid.of(oid).map(MechanismOid::displayName).orElse("an unknown mechanism");
    }
}
