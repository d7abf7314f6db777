package org.gatehouse.negotiate;

import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Mechanism;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** HTTP's {@code Negotiate} (RFC 4559): SPNEGO, or Kerberos without it. Looks at what a token is before anything else. */
public final class NegotiateMechanism implements Mechanism {
    /** Windows' tickets end at 64 KiB (MaxTokenSize); SPNEGO and the authenticator add some hundred bytes. */
    private static final int MAX_TOKEN_LENGTH = 1 << 17;

    private static final Set<FailureCode> NAMED = Set.of(
            FailureCode.MALFORMED_SPNEGO,
            FailureCode.NO_COMMON_MECHANISM,
            FailureCode.KERBEROS_NOT_FIRST,
            FailureCode.NO_NEGOTIATION,
            FailureCode.NO_OPTIMISTIC_TOKEN,
            FailureCode.NTLM,
            FailureCode.MALFORMED_KERBEROS,
            FailureCode.NOT_AN_AP_REQ);

    private final KerberosMechanism kerberos;
    private final SpnegoMechanism spnego;
    private final NegotiationRefusals refusals;

    /**
     * The mechanism over one acceptor.
     *
     * @param service an SPN of this server, for the advice in refusals
     * @param legs of clients that need more than one token
     */
    public NegotiateMechanism(KerberosAcceptor acceptor, String service, LegStore legs) {
        this.refusals = new NegotiationRefusals(service);
        this.kerberos = new KerberosMechanism(acceptor);
        this.spnego = new SpnegoMechanism(acceptor, refusals, legs);
    }

    @Override
    public Outcome accept(Bytes token, Peer peer) {
        Outcome outcome = judge(token, peer);
        if (outcome instanceof Outcome.Rejected rejected) {
            return new Outcome.Rejected(described(rejected.failure(), token), rejected.token());
        }
        if (outcome instanceof Outcome.Continue next) {
            return new Outcome.Continue(next.token(), described(next.unfinished(), token));
        }
        return outcome;
    }

    /** Names the token where the refusal is not of what is inside a ticket. */
    private static Failure described(Failure failure, Bytes token) {
        return NAMED.contains(failure.code())
                ? failure.withSeen("The token is " + TokenDescriber.of(token) + ".")
                : failure;
    }

    private Outcome judge(Bytes token, Peer peer) {
        if (token.length() > MAX_TOKEN_LENGTH) {
            return rejected(refusals.tooLarge(token.length(), MAX_TOKEN_LENGTH));
        }
        if (NtlmSignature.startsNtlm(token)) {
            return rejected(refusals.ntlm(peer));
        }
        return switch (token.isEmpty() ? -1 : token.at(0)) {
            case InitialContextToken.TAG -> acceptInitial(token, peer);
            case NegTokenResp.TAG -> spnego.acceptNext(token, peer);
            default -> rejected(refusals.neither());
        };
    }

    private Outcome acceptInitial(Bytes token, Peer peer) {
        try {
            InitialContextToken initial = InitialContextToken.parse(token);
            Optional<MechanismOid> mechanism = MechanismOid.of(initial.thisMech());
            if (mechanism.filter(MechanismOid::isKerberos).isPresent()) {
                return kerberos.accept(initial, peer);
            }
            return mechanism.equals(Optional.of(MechanismOid.SPNEGO))
                    ? spnego.accept(initial, peer)
                    : rejected(refusals.otherMechanism(initial.thisMech()));
        } catch (WireException e) {
            return rejected(refusals.malformed(e));
        }
    }

    private static Outcome rejected(RefusedException e) {
        return new Outcome.Rejected(e.failure(), NegTokenResp.reject().encode());
    }
}
