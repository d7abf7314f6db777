package org.gatehouse.mechanism;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Peer;
import org.gatehouse.identity.Identity;

/**
 * What became of one request that needs a sign-in, with every fact that may be told. Nothing in it is secret. It is
 * published once, and log, counters, JMX and Java's Flight Recorder are its listeners.
 */
public final class SignInEvent {
    private final Instant time;
    private final Peer peer;
    private final Reference reference;
    private final Decision decision;
    private final int responseLength;
    private final Supplier<Optional<TokenDescription>> description;
    private Optional<TokenDescription> sent = Optional.empty();
    private boolean described;

    /**
     * An event.
     *
     * @param description says by name what the client had to offer, if it had anything; asked only if a listener asks
     * @param responseLength bytes of the token that goes back; 0 if there is none
     */
    public SignInEvent(
            Instant time,
            Source source,
            Decision decision,
            int responseLength,
            Supplier<Optional<TokenDescription>> description) {
        this.time = time;
        this.peer = source.peer();
        this.reference = source.reference();
        this.decision = decision;
        this.responseLength = responseLength;
        this.description = description;
    }

    /**
     * Where an event comes from.
     *
     * @param reference by which the user can ask for the line in the log
     */
    public record Source(Peer peer, Reference reference) {}

    /** What was decided. Its kinds are told apart by {@link #match}. */
    public sealed interface Decision {
        /** What {@code cases} has for this kind. */
        <R> R match(Cases<R> cases);
    }

    /** One method for each kind of decision. */
    public interface Cases<R> {
        R challenged(Challenged decision);

        R notAsked(NotAsked decision);

        R continued(Continued decision);

        R accepted(Accepted decision);

        R refused(Refused decision);

        R unavailable(Unavailable decision);

        R abandoned(Abandoned decision);
    }

    /** The client was asked for a first token. */
    public record Challenged() implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.challenged(this);
        }
    }

    /**
     * The client was not asked, and did not get what it wanted.
     *
     * @param rule the kind of rule that says so: {@code client address}
     * @param why with the rule's place: {@code 10.9.9.9 is denied by 10.9.0.0/16 (line 12)}
     */
    public record NotAsked(String rule, String why) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.notAsked(this);
        }
    }

    /** The client was asked for another token. */
    public record Continued() implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.continued(this);
        }
    }

    /** The client is who it says. */
    public record Accepted(Identity identity) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    /** The client was refused. */
    public record Refused(Failure failure) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** Nobody can be signed in at the moment. */
    public record Unavailable(Failure failure) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unavailable(this);
        }
    }

    /** The client was asked for another token, and never sent it. */
    public record Abandoned(Failure failure) implements Decision {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.abandoned(this);
        }
    }

    /** Hears of events, in the thread of the request. */
    @FunctionalInterface
    public interface Listener {
        void happened(SignInEvent event);
    }

    public Instant time() {
        return time;
    }

    public Peer peer() {
        return peer;
    }

    public Reference reference() {
        return reference;
    }

    public Decision decision() {
        return decision;
    }

    /** Bytes of the token that goes back; 0 if there is none. */
    public int responseLength() {
        return responseLength;
    }

    /** What the client had to offer, by name; empty if nothing. */
    public Optional<TokenDescription> sent() {
        if (!described) {
            sent = description.get();
            described = true;
        }
        return sent;
    }

    /** One line for a trace. */
    @Override
    public String toString() {
        return SignInTrace.of(this);
    }
}
