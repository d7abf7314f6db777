package org.gatehouse.negotiate;

import java.util.List;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.spnego.NegotiationRefusals;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** The words for what is refused before a mechanism has its say. */
final class NegotiateRefusals implements NegotiationRefusals {
    private static final String LOOK_FOR_THE_SENDER =
            "Look for a proxy that cuts headers, or for a program that makes its own tokens. Browsers do not.";

    /** RFC 4559 §5 ties a negotiation to a connection; those of HTTP/2 and AJP are shared. */
    private static final String NO_KERBEROS_TOKEN =
            ", and no Kerberos token has followed (over HTTP/2 and AJP none can).";

    private static final String FIND_THE_PROGRAM = "Find out which program it is. Browsers send one.";

    private final String service;

    /** @param service an SPN of this server, for the advice to look it up */
    NegotiateRefusals(String service) {
        this.service = service;
    }

    Failure tooLarge(int length, int limit) {
        return new Failure(
                FailureCode.TOKEN_TOO_LARGE,
                "the token has " + length + " bytes; the limit is " + limit + ".",
                "No ticket is that large. Find out which program sends it.");
    }

    @Override
    public Failure malformed(WireException e) {
        return new Failure(
                FailureCode.MALFORMED_SPNEGO, "the token is malformed: " + e.getMessage() + ".", LOOK_FOR_THE_SENDER);
    }

    /** A token that begins like nothing that belongs here. */
    Failure notNegotiate(Bytes token) {
        return NtlmSignature.startsNtlm(token)
                ? ntlm()
                : new Failure(
                        FailureCode.MALFORMED_SPNEGO, "the token is neither SPNEGO nor Kerberos.", LOOK_FOR_THE_SENDER);
    }

    Failure noNegotiation() {
        return new Failure(
                FailureCode.NO_NEGOTIATION,
                "the token continues a negotiation (NegTokenResp), but none is under way on its connection.",
                "Look for a proxy that mixes connections, or for a client that took longer than a minute.");
    }

    @Override
    public Failure noMicKey() {
        return new Failure(
                FailureCode.NO_MIC_KEY,
                "the client did not put Kerberos first. Both sides then have to sign its list of mechanisms, which is not"
                        + " done with RC4 keys.",
                "Allow AES on the service account (msDS-SupportedEncryptionTypes 24) and on the client.");
    }

    @Override
    public Failure badMic(boolean missing) {
        return new Failure(
                FailureCode.BAD_MIC,
                "the client's signature of its list of mechanisms is " + (missing ? "missing." : "wrong."),
                "Someone may have changed the list on its way, to make the client use a weaker mechanism. Check what is"
                        + " between the client and this server.");
    }

    @Override
    public Failure clientRejected() {
        return new Failure(
                FailureCode.CLIENT_REJECTED,
                "the client was asked for Kerberos and rejects it.",
                "It got no ticket. Check whether " + service + " is registered once (setspn -Q " + service
                        + ") and whether the workstation reaches a domain controller.");
    }

    @Override
    public Failure noToken() {
        return new Failure(
                FailureCode.NO_OPTIMISTIC_TOKEN,
                "the client was asked for its Kerberos token, and sends none.",
                FIND_THE_PROGRAM);
    }

    @Override
    public Failure tokenMissing(NegTokenInit init, boolean preferred) {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            return ntlm();
        }
        return preferred
                ? new Failure(
                        FailureCode.NO_OPTIMISTIC_TOKEN,
                        "the client offers Kerberos, but does not send a Kerberos token with the offer"
                                + NO_KERBEROS_TOKEN,
                        FIND_THE_PROGRAM)
                : kerberosNotFirst(init);
    }

    private Failure kerberosNotFirst(NegTokenInit init) {
        return new Failure(
                FailureCode.KERBEROS_NOT_FIRST,
                "the client prefers " + describe(init.mechTypes().get(0)) + " to Kerberos (it offers " + offered(init)
                        + ")" + NO_KERBEROS_TOKEN,
                "Usually it could not get a ticket. Check whether " + service + " is registered once (setspn -Q "
                        + service + ") and whether the workstation reaches a domain controller.");
    }

    @Override
    public Failure noCommonMechanism(NegTokenInit init) {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            return ntlm();
        }
        if (init.mechTypes().contains(MechanismOid.NTLMSSP.content())) {
            return ntlm("the browser offers NTLM and no Kerberos.");
        }
        return new Failure(
                FailureCode.NO_COMMON_MECHANISM,
                "the client does not offer Kerberos (it offers " + offered(init) + ").",
                "Check whether the client has a ticket (klist) and whether " + service
                        + " is registered once (setspn -Q " + service + ").");
    }

    @Override
    public Failure foreignToken(Bytes token) {
        if (NtlmSignature.startsNtlm(token)) {
            return ntlm();
        }
        try {
            return otherMechanism(InitialContextToken.parse(token).thisMech());
        } catch (WireException e) {
            return malformed(e);
        }
    }

    Failure otherMechanism(Bytes oid) {
        return new Failure(
                FailureCode.NO_COMMON_MECHANISM,
                "the token is of " + describe(oid) + ", not of Kerberos.",
                "Find out which program sends it. Browsers do not.");
    }

    private Failure ntlm() {
        return ntlm("the browser sent NTLM (a token that starts with TlRMTVNT) instead of Kerberos.");
    }

    /** The causes in the order of their likelihood, and how to tell which it is. */
    private Failure ntlm(String seen) {
        return new Failure(
                FailureCode.NTLM,
                seen,
                "Check on that computer, in this order: does it reach a domain controller (nltest /dsgetdc:<domain>);"
                        + " is the SPN registered once (klist get " + service + ", setspn -Q " + service
                        + "); do the clocks agree (w32tm /stripchart /computer:<controller>); is the address an IP or"
                        + " localhost (there are tickets for names only); is the site in the browser's intranet zone or"
                        + " allow list (chrome://policy, AuthServerAllowlist); is it a local account (whoami shows the"
                        + " computer's name before the user's)?");
    }

    /** The mechanisms that a client offers, each once: Kerberos has two identifiers. */
    static List<String> names(NegTokenInit init) {
        return init.mechTypes().stream()
                .map(NegotiateRefusals::describe)
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
