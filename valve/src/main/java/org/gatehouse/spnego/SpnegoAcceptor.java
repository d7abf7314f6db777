package org.gatehouse.spnego;

import java.util.List;
import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.spnego.NegotiationLeg.AwaitMechanism;
import org.gatehouse.spnego.NegotiationLeg.AwaitMic;
import org.gatehouse.spnego.NegotiationLeg.AwaitToken;
import org.gatehouse.spnego.NegotiationLeg.Choice;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * The acceptor's side of SPNEGO (RFC 4178 §4.1, §5) over a list of mechanisms, none of which it knows by name. Where the
 * client's first choice is one of them, its token comes along and one leg may be enough. Otherwise the client is told
 * which one to use, and both sides sign its list of mechanisms, so that nobody can take one from the front of it.
 */
public final class SpnegoAcceptor {
    private final List<GssMechanism> mechanisms;
    private final NegotiationRefusals refusals;

    public SpnegoAcceptor(List<GssMechanism> mechanisms, NegotiationRefusals refusals) {
        this.mechanisms = List.copyOf(mechanisms);
        this.refusals = refusals;
    }

    /**
     * Judges a client's first token.
     *
     * @param negotiationToken what follows SPNEGO's identifier in an InitialContextToken
     */
    public Step<NegotiationLeg> begin(Bytes negotiationToken, Peer peer) {
        try {
            NegTokenInit init = NegTokenInit.parse(negotiationToken);
            for (Bytes mechType : init.mechTypes()) {
                Optional<GssMechanism> mechanism = mechanism(mechType);
                if (mechanism.isPresent()) {
                    return begin(init, mechType, mechanism.get(), peer);
                }
            }
            return refused(refusals.noCommonMechanism(init));
        } catch (WireException e) {
            return refused(refusals.malformed(e));
        }
    }

    private Step<NegotiationLeg> begin(NegTokenInit init, Bytes chosen, GssMechanism mechanism, Peer peer) {
        boolean preferred = chosen.equals(init.mechTypes().get(0));
        Choice choice = new Choice(init.rawMechTypes(), chosen, !preferred);
        if (preferred && init.mechToken().isPresent()) {
            return mechanismStep(firstToken(mechanism, init.mechToken().get(), peer), choice, init.mechListMic());
        }
        return new Step.More<>(
                NegTokenResp.chosen(chosen, !preferred).encode(),
                new AwaitToken(choice.kept()),
                refusals.tokenMissing(init, preferred));
    }

    /** Judges a client's token after its first. */
    public Step<NegotiationLeg> next(NegotiationLeg leg, Bytes negotiationToken, Peer peer) {
        try {
            NegTokenResp resp = NegTokenResp.parse(negotiationToken);
            if (resp.negState().equals(Optional.of(NegState.REJECT))) {
                leg.close();
                return refused(refusals.clientRejected());
            }
            return leg.fold(
                    await -> token(await, resp, peer),
                    await -> mechanismToken(await, resp, peer),
                    await -> mic(await, resp));
        } catch (WireException e) {
            leg.close();
            return refused(refusals.malformed(e));
        }
    }

    private Step<NegotiationLeg> token(AwaitToken await, NegTokenResp resp, Peer peer) {
        Optional<GssMechanism> mechanism = mechanism(await.choice().chosen());
        if (resp.responseToken().isEmpty() || mechanism.isEmpty()) {
            return refused(refusals.noToken());
        }
        return mechanismStep(
                firstToken(mechanism.get(), resp.responseToken().get(), peer), await.choice(), resp.mechListMic());
    }

    private Step<NegotiationLeg> mechanismToken(AwaitMechanism await, NegTokenResp resp, Peer peer) {
        if (resp.responseToken().isEmpty()) {
            await.close();
            return refused(refusals.noToken());
        }
        return mechanismStep(await.leg().next(resp.responseToken().get(), peer), await.choice(), resp.mechListMic());
    }

    private Step<NegotiationLeg> mic(AwaitMic await, NegTokenResp resp) {
        NegTokenResp answer = NegTokenResp.completed(await.choice().chosen(), Bytes.EMPTY);
        return verified(await, resp.mechListMic(), answer);
    }

    private Step<Leg> firstToken(GssMechanism mechanism, Bytes token, Peer peer) {
        return mechanism.isOurs(token)
                ? mechanism.begin(token, peer)
                : new Step.Refused<>(refusals.foreignToken(token), Bytes.EMPTY);
    }

    /** What SPNEGO makes of the mechanism's step. */
    private Step<NegotiationLeg> mechanismStep(Step<Leg> step, Choice choice, Optional<Bytes> mic) {
        return step.fold(
                done -> done(done, choice, mic),
                more -> more(more, choice, mic),
                refused -> refused(refused, choice),
                unavailable -> new Step.Unavailable<>(unavailable.failure()));
    }

    private Step<NegotiationLeg> done(Step.Done<Leg> done, Choice choice, Optional<Bytes> mic) {
        NegTokenResp completed = NegTokenResp.completed(choice.chosen(), done.token());
        if (!choice.micRequired() && mic.isEmpty()) {
            return new Step.Done<>(done.identity(), completed.encode(), done.context());
        }
        Optional<MicProvider> mics = done.context().mics();
        if (mics.isEmpty()) {
            done.context().close();
            return refused(refusals.noMicKey());
        }
        AwaitMic await = new AwaitMic(choice.kept(), done.identity(), done.context(), mics.get());
        Bytes ours = mics.get().mic(choice.rawMechTypes());
        if (mic.isPresent()) {
            return verified(await, mic, completed.signed(ours));
        }
        done.context().detach();
        NegTokenResp incomplete = NegTokenResp.incomplete(choice.chosen(), done.token());
        return new Step.More<>(incomplete.signed(ours).encode(), await, refusals.badMic(true));
    }

    /** A signature can only be made with the keys of a context that is complete (RFC 4178 §5). */
    private Step<NegotiationLeg> more(Step.More<Leg> more, Choice choice, Optional<Bytes> mic) {
        if (mic.isPresent()) {
            more.leg().close();
            return refused(refusals.badMic(false));
        }
        return new Step.More<>(
                NegTokenResp.incomplete(choice.chosen(), more.token()).encode(),
                new AwaitMechanism(choice.kept(), more.leg()),
                more.unfinished());
    }

    private Step<NegotiationLeg> verified(AwaitMic await, Optional<Bytes> mic, NegTokenResp answer) {
        if (mic.isEmpty() || !await.mics().verify(await.choice().rawMechTypes(), mic.get())) {
            await.close();
            return refused(refusals.badMic(mic.isEmpty()));
        }
        return new Step.Done<>(await.identity(), answer.encode(), await.context());
    }

    /** A client whose clock is wrong is told our time, in the mechanism's own error. */
    private static Step<NegotiationLeg> refused(Step.Refused<Leg> refused, Choice choice) {
        boolean tells = refused.failure().code().category().tellsOurTime()
                && !refused.token().isEmpty();
        return tells
                ? new Step.Refused<>(
                        refused.failure(),
                        NegTokenResp.reject(choice.chosen(), refused.token()).encode())
                : refused(refused.failure());
    }

    private static Step<NegotiationLeg> refused(Failure failure) {
        return new Step.Refused<>(failure, NegTokenResp.reject().encode());
    }

    private Optional<GssMechanism> mechanism(Bytes mechType) {
        Optional<MechanismOid> oid = MechanismOid.of(mechType);
        if (oid.isEmpty()) {
            return Optional.empty();
        }
        for (GssMechanism mechanism : mechanisms) {
            if (mechanism.oids().contains(oid.get())) {
                return Optional.of(mechanism);
            }
        }
        return Optional.empty();
    }
}
