package org.gatehouse.negotiate;

import java.util.Optional;
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

    private static final String SENT_NTLM =
            "the browser sent NTLM (a token that starts with TlRMTVNT) instead of Kerberos.";

    private static final Bytes USER_TO_USER = MechanismOid.KERBEROS_USER_TO_USER.content();

    private static final String RPC_OR_SMB = "RPC and SMB programs send such messages. Browsers do not. Find out which"
            + " program sends it. If there is none, someone is probably relaying a sign-in that was made for another"
            + " service.";

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
        return recognised(token)
                .orElseGet(() -> new Failure(
                        FailureCode.MALFORMED_SPNEGO,
                        "the token is neither SPNEGO nor Kerberos.",
                        LOOK_FOR_THE_SENDER));
    }

    /** What is not a token of a mechanism that is offered, and yet known. */
    private Optional<Failure> recognised(Bytes token) {
        return NtlmSignature.startsNtlm(token)
                ? Optional.of(ntlm())
                : IakerbRefusals.of(token).or(() -> unframed(token));
    }

    private static Optional<Failure> unframed(Bytes token) {
        return UnframedApReq.isOne(token)
                ? Optional.of(new Failure(
                        FailureCode.UNFRAMED_AP_REQ,
                        "the token is an AP-REQ without GSS-API's framing (DCE-style).",
                        RPC_OR_SMB))
                : Optional.empty();
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
        if (preferred) {
            return new Failure(
                    FailureCode.NO_OPTIMISTIC_TOKEN,
                    "the client offers Kerberos, but does not send a Kerberos token with the offer" + NO_KERBEROS_TOKEN,
                    FIND_THE_PROGRAM);
        }
        return IakerbRefusals.ratherThanKerberos(init, NO_KERBEROS_TOKEN)
                .or(() -> userToUser(init))
                .orElseGet(() -> kerberosNotFirst(init));
    }

    private Failure kerberosNotFirst(NegTokenInit init) {
        return new Failure(
                FailureCode.KERBEROS_NOT_FIRST,
                "the client prefers " + OfferedMechanisms.name(OfferedMechanisms.first(init))
                        + " to Kerberos (it offers " + OfferedMechanisms.list(init) + ")" + NO_KERBEROS_TOKEN,
                "Usually it could not get a ticket. Check whether " + service + " is registered once (setspn -Q "
                        + service + ") and whether the workstation reaches a domain controller.");
    }

    @Override
    public Failure noCommonMechanism(NegTokenInit init) {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            return ntlm();
        }
        return IakerbRefusals.of(init).or(() -> userToUser(init)).orElseGet(() -> notOffered(init));
    }

    private Failure notOffered(NegTokenInit init) {
        if (init.mechTypes().contains(MechanismOid.NTLMSSP.content())) {
            return ntlm("the browser offers NTLM and no Kerberos.");
        }
        return new Failure(
                FailureCode.NO_COMMON_MECHANISM,
                "the client does not offer Kerberos (it offers " + OfferedMechanisms.list(init) + ").",
                "Check whether the client has a ticket (klist) and whether " + service
                        + " is registered once (setspn -Q " + service + ").");
    }

    /** A list that has user-to-user Kerberos first, or that comes with a token of it. */
    private Optional<Failure> userToUser(NegTokenInit init) {
        Bytes first = OfferedMechanisms.first(init);
        Bytes sent = init.mechToken()
                .flatMap(InitialContextToken::mechanismOf)
                .map(MechanismOid::content)
                .orElse(first);
        return first.equals(USER_TO_USER) || sent.equals(USER_TO_USER) ? Optional.of(userToUser()) : Optional.empty();
    }

    /** Windows sends it by itself, so that the sender is no clue. */
    private Failure userToUser() {
        return new Failure(
                FailureCode.USER_TO_USER,
                "the client wants user-to-user Kerberos, for which this server would need a ticket of its own.",
                "Windows does that where the KDC finds " + service + " on a user's account that is not a service's"
                        + " (KDC_ERR_MUST_USE_USER2USER). Register the SPN on the service account (setspn -S) and export"
                        + " the keytab for it.");
    }

    @Override
    public Failure foreignToken(Bytes token) {
        return recognised(token).orElseGet(() -> ofOtherMechanism(token));
    }

    private Failure ofOtherMechanism(Bytes token) {
        try {
            return otherMechanism(InitialContextToken.parse(token).thisMech());
        } catch (WireException e) {
            return malformed(e);
        }
    }

    /** A token that GSS-API's framing says is of another mechanism. */
    Failure framed(Bytes token) {
        return IakerbRefusals.of(token).orElseGet(() -> ofOtherMechanism(token));
    }

    private Failure otherMechanism(Bytes oid) {
        return oid.equals(USER_TO_USER)
                ? userToUser()
                : new Failure(
                        FailureCode.NO_COMMON_MECHANISM,
                        "the token is of " + OfferedMechanisms.name(oid) + ", not of Kerberos.",
                        "Find out which program sends it. Browsers do not.");
    }

    private Failure ntlm() {
        return ntlm(SENT_NTLM);
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
}
