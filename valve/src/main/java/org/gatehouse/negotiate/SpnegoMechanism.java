package org.gatehouse.negotiate;

import java.util.Optional;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.spnego.NegotiationLeg.AwaitMic;
import org.gatehouse.spnego.NegotiationLeg.AwaitToken;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * SPNEGO over Kerberos (RFC 4178 §4.1, §5). Where Kerberos is the client's first choice its token comes along and one
 * leg is enough. Otherwise the client is told to use Kerberos, and both sides sign its list of mechanisms, so that
 * nobody can take Kerberos from the front of it.
 */
final class SpnegoMechanism {
    private final KerberosAcceptor acceptor;
    private final NegotiationRefusals refusals;
    private final LegStore legs;

    SpnegoMechanism(KerberosAcceptor acceptor, NegotiationRefusals refusals, LegStore legs) {
        this.acceptor = acceptor;
        this.refusals = refusals;
        this.legs = legs;
    }

    /** The first token of a client. What the connection may have begun before is over. */
    Outcome accept(InitialContextToken token, Peer peer) {
        peer.connectionId().ifPresent(legs::take);
        try {
            NegTokenInit init = NegTokenInit.parse(token.innerToken());
            Bytes chosen = chosen(init, peer);
            boolean preferred = chosen.equals(init.mechTypes().get(0));
            if (preferred && init.mechToken().isPresent()) {
                return acceptOptimistic(init, chosen, peer);
            }
            return proceed(
                    AwaitToken.of(init, chosen, !preferred),
                    NegTokenResp.chosen(chosen, !preferred),
                    notYetKerberos(init, preferred, peer),
                    peer);
        } catch (WireException e) {
            return rejected(refusals.malformed(e));
        } catch (RefusedException e) {
            return rejected(e);
        }
    }

    /** A token after the first. */
    Outcome acceptNext(Bytes token, Peer peer) {
        Optional<LegStore.Leg> leg = peer.connectionId().flatMap(legs::take);
        try {
            NegTokenResp resp = NegTokenResp.parse(token);
            if (leg.isEmpty()) {
                throw refusals.noNegotiation();
            }
            if (resp.negState().equals(Optional.of(NegState.REJECT))) {
                throw refusals.clientRejected();
            }
            return leg.get() instanceof AwaitToken await
                    ? acceptToken(await, resp, peer)
                    : acceptMic((AwaitMic) leg.get(), resp);
        } catch (WireException e) {
            return rejected(refusals.malformed(e));
        } catch (RefusedException e) {
            return rejected(e);
        }
    }

    private Outcome acceptOptimistic(NegTokenInit init, Bytes chosen, Peer peer)
            throws WireException, RefusedException {
        InitialContextToken kerberos = kerberos(init.mechToken().orElseThrow(), peer);
        try {
            if (init.mechListMic().isEmpty()) {
                return completed(chosen, acceptor.accept(kerberos, peer));
            }
            KerberosAcceptor.Accepted accepted = acceptor.acceptForSigning(kerberos, peer);
            AwaitMic leg = new AwaitMic(init.rawMechTypes(), chosen, accepted.identity(), mics(accepted));
            return finished(leg, init.mechListMic(), signed(leg, accepted));
        } catch (RefusedException e) {
            return rejected(e, kerberos, chosen);
        }
    }

    private Outcome acceptToken(AwaitToken leg, NegTokenResp resp, Peer peer) throws WireException, RefusedException {
        InitialContextToken kerberos = kerberos(resp.responseToken().orElseThrow(refusals::noToken), peer);
        try {
            if (!leg.micRequired() && resp.mechListMic().isEmpty()) {
                return completed(leg.chosen(), acceptor.accept(kerberos, peer));
            }
            KerberosAcceptor.Accepted accepted = acceptor.acceptForSigning(kerberos, peer);
            AwaitMic next = new AwaitMic(leg.rawMechTypes(), leg.chosen(), accepted.identity(), mics(accepted));
            if (resp.mechListMic().isPresent()) {
                return finished(next, resp.mechListMic(), signed(next, accepted));
            }
            NegTokenResp response = NegTokenResp.incomplete(leg.chosen(), accepted.response())
                    .signed(next.mics().mic(leg.rawMechTypes()));
            return proceed(next, response, refusals.badMic(true), peer);
        } catch (RefusedException e) {
            return rejected(e, kerberos, leg.chosen());
        }
    }

    private Outcome acceptMic(AwaitMic leg, NegTokenResp resp) throws RefusedException {
        return finished(leg, resp.mechListMic(), NegTokenResp.completed(leg.chosen(), Bytes.EMPTY));
    }

    private Outcome finished(AwaitMic leg, Optional<Bytes> mic, NegTokenResp response) throws RefusedException {
        if (mic.isEmpty() || !leg.mics().verify(leg.rawMechTypes(), mic.get())) {
            throw refusals.badMic(mic.isEmpty());
        }
        return new Outcome.Established(leg.identity(), response.encode());
    }

    private static NegTokenResp signed(AwaitMic leg, KerberosAcceptor.Accepted accepted) {
        return NegTokenResp.completed(leg.chosen(), accepted.response())
                .signed(leg.mics().mic(leg.rawMechTypes()));
    }

    private static Outcome completed(Bytes chosen, KerberosAcceptor.Accepted accepted) {
        return new Outcome.Established(
                accepted.identity(),
                NegTokenResp.completed(chosen, accepted.response()).encode());
    }

    /** Waits for the client's next token, if its connection can bring one. */
    private Outcome proceed(LegStore.Leg leg, NegTokenResp response, RefusedException unfinished, Peer peer)
            throws RefusedException {
        if (peer.connectionId().isEmpty() || !legs.put(peer.connectionId().get(), leg)) {
            throw unfinished;
        }
        return new Outcome.Continue(response.encode(), unfinished.failure());
    }

    /** The Kerberos mechanism's token, which may be another one's all the same. */
    private InitialContextToken kerberos(Bytes mechToken, Peer peer) throws WireException, RefusedException {
        if (NtlmSignature.startsNtlm(mechToken)) {
            throw refusals.ntlm(peer);
        }
        InitialContextToken token = InitialContextToken.parse(mechToken);
        if (!isKerberos(token.thisMech())) {
            throw refusals.otherMechanism(token.thisMech());
        }
        return token;
    }

    private MicProvider mics(KerberosAcceptor.Accepted accepted) throws RefusedException {
        return accepted.mics().map(mics -> (MicProvider) mics).orElseThrow(refusals::noMicKey);
    }

    /** The client's most preferred identifier of Kerberos. */
    private Bytes chosen(NegTokenInit init, Peer peer) throws RefusedException {
        for (Bytes mechType : init.mechTypes()) {
            if (isKerberos(mechType)) {
                return mechType;
            }
        }
        throw refusals.noCommonMechanism(init, peer);
    }

    /** What is wrong with a first token that brings no Kerberos, unless a second one does. */
    private RefusedException notYetKerberos(NegTokenInit init, boolean preferred, Peer peer) {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            return refusals.ntlm(peer);
        }
        return preferred ? refusals.noOptimisticToken() : refusals.kerberosNotFirst(init);
    }

    private static boolean isKerberos(Bytes oid) {
        return MechanismOid.of(oid).filter(MechanismOid::isKerberos).isPresent();
    }

    private static Outcome rejected(RefusedException e) {
        return new Outcome.Rejected(e.failure(), NegTokenResp.reject().encode());
    }

    /** A client whose clock is wrong is told our time, in a KRB-ERROR. */
    private Outcome rejected(RefusedException e, InitialContextToken kerberos, Bytes chosen) {
        if (e.failure().code() != FailureCode.SKEW) {
            return rejected(e);
        }
        Bytes error = acceptor.error(kerberos, StandardError.KRB_AP_ERR_SKEW);
        return new Outcome.Rejected(
                e.failure(), NegTokenResp.reject(chosen, error).encode());
    }
}
