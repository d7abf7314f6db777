package org.gatehouse.valve;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.Facts;
import org.gatehouse.conditions.RuleKind;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.fallback.Situation;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.http.Credentials;
import org.gatehouse.http.Scheme;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.negotiate.TokenDescriber;
import org.gatehouse.valve.ChallengeWriter.Answer;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One request that may need a sign-in: who it comes from, the parts in force when it came, and the reference that page and
 * log share. Made once, and closed to changes of keys and to a stop of the valve.
 */
final class SignInAttempt {
    private final Request request;
    private final ValveRun run;
    private final AssembledValve parts;
    private final ClientView view;
    private final Peer peer;
    private final Reference reference = newReference();
    private final SignInEvent.Source source;
    private final Facts facts;
    private final boolean open;
    /** Not looked for where the user is known. */
    private @Nullable Decision decision;

    private SignInAttempt(Request request, ValveRun run) {
        this.request = request;
        this.run = run;
        this.parts = run.parts();
        this.view = RequestView.of(request, run.asking().trustedProxies());
        this.peer = RequestPeer.of(request, view.address());
        this.source = new SignInEvent.Source(peer, reference);
        this.facts = ConditionFacts.of(request, view);
        this.open = run.asking().rules().isOpen(facts, source);
    }

    static SignInAttempt of(Request request, ValveRun run) {
        return new SignInAttempt(request, run);
    }

    /** One that no other request of the same hour is likely to have. */
    static Reference newReference() {
        return new Reference(ThreadLocalRandom.current().nextInt());
    }

    /** The sessions that were begun since the start of the valve. */
    SessionPlaces sessions() {
        return run.sessions();
    }

    /** Whom sessions know. */
    SessionUsers users() {
        return run.users();
    }

    /** Who is asked, and what becomes of the others. */
    Asking asking() {
        return run.asking();
    }

    /** The request as its client sees it: its address, and the scheme, host and port of links that lead back. */
    ClientView view() {
        return view;
    }

    /** Whether everyone may see what the request wants. */
    boolean isOpen() {
        return open;
    }

    /** Why the client is not to be asked to sign in; empty if it is. */
    Optional<Decision.Skip> skip() {
        Decision known = decision;
        if (known == null) {
            known = run.asking().rules().asked(facts, source);
            decision = known;
        }
        return known.fold(Optional::empty, Optional::of, open -> Optional.empty());
    }

    /** Whether it has credentials of a scheme that is offered, be they empty. */
    boolean hasCredentials() {
        return RequestHeader.of(request).has(parts.asked());
    }

    /**
     * Judges the request, and answers it unless the user is signed in.
     *
     * @param signIn registers the user
     */
    boolean perform(Consumer<Outcome.Established> signIn) throws IOException {
        return new Judgement(signIn).perform();
    }

    /** Answers a client that is not asked. */
    void notAsked(Decision.Skip skip) throws IOException {
        new Judgement(established -> {}).notAsked(skip);
    }

    /** Tells that a client is not asked, and leaves the answer to another way to sign in. */
    void leavesToFallback(Decision.Skip skip) {
        new Judgement(established -> {}).tell(skip);
    }

    /** Answers that nobody can sign in now. */
    void unavailable(Failure failure) throws IOException {
        new Judgement(established -> {}).unavailable(failure);
    }

    /** What is left to do once everything is decided. */
    @FunctionalInterface
    private interface Ending {
        /** Returns whether the user is signed in. */
        boolean carryOut() throws IOException;
    }

    /** The judgement of what the request has in its headers; from its beginning the time is taken. */
    private final class Judgement {
        private final Consumer<Outcome.Established> signIn;
        private final SignInEvent.Listener listener = run.listeners().begin();
        private final ChallengeWriter writer = new ChallengeWriter(
                request,
                parts.challenges(),
                (failure, thrown) -> run.refusals().fault(failure, source, thrown),
                run.asking().other().guide(request, view));
        private final AuthorizationHeader header = RequestHeader.of(request);

        Judgement(Consumer<Outcome.Established> signIn) {
            this.signIn = signIn;
        }

        boolean perform() throws IOException {
            if (parts.outage().isPresent()) {
                return unavailable(parts.outage().get());
            }
            try (Credentials credentials = header.read(parts.asked())) {
                Optional<Outcome> outcome = parts.authentication().accept(credentials, peer, reference);
                return outcome.isPresent() ? ending(outcome.get(), credentials).carryOut() : challenge(credentials);
            } catch (RefusedException e) {
                return refuse(e.failure(), Answer.NONE, new Credentials.Other());
            }
        }

        void notAsked(Decision.Skip skip) throws IOException {
            tell(skip);
            boolean optedOut = skip.rule() == RuleKind.OPT_OUT;
            writer.notAsked(
                    optedOut ? Situation.OPTED_OUT : Situation.NOT_ASKED,
                    skip.denial().fallback(),
                    reference);
        }

        void tell(Decision.Skip skip) {
            SignInEvent.NotAsked event = new SignInEvent.NotAsked(
                    skip.rule().toString(), skip.denial().toString());
            publish(event, Bytes.EMPTY, new Credentials.Other());
        }

        private Ending ending(Outcome outcome, Credentials credentials) {
            Optional<Scheme> scheme = credentials.scheme();
            return outcome.fold(
                    established -> () -> accept(established, credentials),
                    next -> () -> proceed(next, credentials),
                    rejected -> () -> refuse(rejected.failure(), new Answer(scheme, rejected.token()), credentials),
                    unavailable -> () -> unavailable(unavailable.failure()));
        }

        private boolean challenge(Credentials credentials) throws IOException {
            if (IconRequest.is(request)) {
                publish(IconRequest.NOT_ASKED, Bytes.EMPTY, credentials);
                writer.noIcon();
                return false;
            }
            publish(new SignInEvent.Challenged(), Bytes.EMPTY, credentials);
            writer.challenge();
            return false;
        }

        private boolean accept(Outcome.Established established, Credentials credentials) {
            try {
                publish(new SignInEvent.Accepted(established.identity()), established.token(), credentials);
                signIn.accept(established);
                run.asking().other().cookies(view).clear(request);
                writer.prove(new Answer(credentials.scheme(), established.token()));
                return true;
            } finally {
                established.context().close();
            }
        }

        private boolean proceed(Outcome.Continue next, Credentials credentials) throws IOException {
            publish(new SignInEvent.Continued(), next.token(), credentials);
            writer.proceed(
                    new Answer(credentials.scheme(), next.token()),
                    next.unfinished().code(),
                    reference);
            return false;
        }

        private boolean refuse(Failure failure, Answer answer, Credentials credentials) throws IOException {
            publish(new SignInEvent.Refused(failure), answer.token(), credentials);
            writer.refuse(answer, failure.code(), reference);
            return false;
        }

        boolean unavailable(Failure failure) throws IOException {
            publish(new SignInEvent.Unavailable(failure), Bytes.EMPTY, new Credentials.Other());
            writer.refuse(Answer.NONE, failure.code(), reference);
            return false;
        }

        private void publish(SignInEvent.Decision decision, Bytes token, Credentials credentials) {
            listener.happened(new SignInEvent(
                    run.clock().instant(),
                    source,
                    decision,
                    token.length(),
                    () -> TokenDescriber.sent(header, credentials)));
        }
    }
}
