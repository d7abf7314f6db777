package org.gatehouse.negotiate;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.LegState;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Step;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.LegStore.Pending;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.spnego.NegotiationLeg;
import org.gatehouse.spnego.SpnegoAcceptor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * HTTP's {@code Negotiate} (RFC 4559): SPNEGO, or one of its mechanisms without it. Looks at what a token is before anything
 * else. For any number of threads.
 */
public final class NegotiateScheme {
    /** Windows' tickets end at 64 KiB (MaxTokenSize); SPNEGO and the authenticator add some hundred bytes. */
    private static final int MAX_TOKEN_LENGTH = 1 << 17;

    private final List<GssMechanism> mechanisms;
    private final SpnegoAcceptor spnego;
    private final NegotiateRefusals refusals;
    private final LegStore.Part<PendingLeg> legs;

    /**
     * The scheme over these mechanisms.
     *
     * @param service an SPN of this server, for the advice in refusals
     * @param legs of clients that need more than one token
     */
    public NegotiateScheme(List<GssMechanism> mechanisms, String service, LegStore.Part<PendingLeg> legs) {
        this.mechanisms = List.copyOf(mechanisms);
        this.refusals = new NegotiateRefusals(service);
        this.spnego = new SpnegoAcceptor(mechanisms, refusals);
        this.legs = legs;
    }

    /**
     * Judges one token. Every kind of input has an outcome; nothing is thrown.
     *
     * @param token as the client sent it, without its base64
     * @param reference that the user is shown if the client has to send another token and does not
     */
    public Outcome accept(Bytes token, Peer peer, Reference reference) {
        Optional<PendingLeg> pending = legs.take(peer).map(Pending::leg);
        if (token.length() > MAX_TOKEN_LENGTH) {
            pending.ifPresent(LegState::close);
            return rejected(refusals.tooLarge(token.length(), MAX_TOKEN_LENGTH));
        }
        return judge(token, peer, pending)
                .fold(
                        done -> new Outcome.Established(done.identity(), done.token(), done.context()),
                        more -> proceed(more, token, peer, reference),
                        refused -> new Outcome.Rejected(described(refused.failure(), token), refused.token()),
                        unavailable -> new Outcome.Unavailable(unavailable.failure()));
    }

    private Step<PendingLeg> judge(Bytes token, Peer peer, Optional<PendingLeg> pending) {
        int first = token.isEmpty() ? -1 : token.at(0);
        if (first == NegTokenResp.TAG) {
            return pending.map(leg -> leg.fold(
                            await -> spnego(spnego.next(await.leg(), token, peer)),
                            await -> refusedAndClosed(await, noNegotiation(peer))))
                    .orElseGet(() -> refused(noNegotiation(peer)));
        }
        if (first == InitialContextToken.TAG) {
            pending.ifPresent(LegState::close); // the client begins again
            return initial(token, peer);
        }
        return pending.map(leg -> leg.fold(
                        await -> refusedAndClosed(await, refusals.notNegotiate(token)),
                        await -> bare(await.leg().next(token, peer))))
                .orElseGet(() -> unframed(token, peer));
    }

    private Failure noNegotiation(Peer peer) {
        return ClosedConnection.noFirstToken(refusals.noNegotiation(), peer);
    }

    private Step<PendingLeg> initial(Bytes token, Peer peer) {
        try {
            InitialContextToken initial = InitialContextToken.parse(token);
            if (initial.thisMech().equals(MechanismOid.SPNEGO.content())) {
                return spnego(spnego.begin(initial.innerToken(), peer));
            }
            return begun(token, peer).orElseGet(() -> refused(refusals.framed(token)));
        } catch (WireException e) {
            return refused(refusals.malformed(e));
        }
    }

    /** A mechanism whose tokens have no framing of GSS-API, or nothing that is known here. */
    private Step<PendingLeg> unframed(Bytes token, Peer peer) {
        return begun(token, peer).orElseGet(() -> refused(refusals.notNegotiate(token)));
    }

    private Optional<Step<PendingLeg>> begun(Bytes token, Peer peer) {
        for (GssMechanism mechanism : mechanisms) {
            if (mechanism.isOurs(token)) {
                return Optional.of(bare(mechanism.begin(token, peer)));
            }
        }
        return Optional.empty();
    }

    /** Waits for the client's next token, if its conversation can bring one. */
    private Outcome proceed(Step.More<PendingLeg> more, Bytes token, Peer peer, Reference reference) {
        Failure unfinished = described(ClosedConnection.noNextToken(more.unfinished(), peer), token);
        return legs.put(new Pending<>(more.leg(), unfinished, reference, peer))
                ? new Outcome.Continue(more.token(), unfinished)
                : rejected(unfinished);
    }

    /** Names the token where the refusal is not of what is inside a ticket. */
    private static Failure described(Failure failure, Bytes token) {
        return failure.code().category().namesTheToken()
                ? failure.withSeen("The token is " + TokenDescriber.of(token) + ".")
                : failure;
    }

    private static Step<PendingLeg> spnego(Step<NegotiationLeg> step) {
        return kept(step, PendingLeg.Spnego::new);
    }

    private static Step<PendingLeg> bare(Step<Leg> step) {
        return kept(step, PendingLeg.Bare::new);
    }

    private static <L extends LegState> Step<PendingLeg> kept(Step<L> step, Function<L, PendingLeg> keep) {
        return step.fold(
                done -> new Step.Done<>(done.identity(), done.token(), done.context()),
                more -> new Step.More<>(more.token(), keep.apply(more.leg()), more.unfinished()),
                refused -> new Step.Refused<>(refused.failure(), refused.token()),
                unavailable -> new Step.Unavailable<>(unavailable.failure()));
    }

    private static Step<PendingLeg> refusedAndClosed(PendingLeg pending, Failure failure) {
        pending.close();
        return refused(failure);
    }

    private static Step<PendingLeg> refused(Failure failure) {
        return new Step.Refused<>(failure, NegTokenResp.reject().encode());
    }

    static Outcome rejected(Failure failure) {
        return new Outcome.Rejected(failure, NegTokenResp.reject().encode());
    }
}
