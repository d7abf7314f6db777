package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.text.Amount;
import org.gatehouse.text.Printable;

/** The words for what the replay memory says of a token that is good otherwise, and for what it says of itself. */
public final class ReplayRefusals {
    private static final String KEEP_THE_COOKIE =
            "Let clients keep their session cookie, so that not every request signs in again.";

    private ReplayRefusals() {}

    static RefusedException replay(String client, Optional<FirstUse> first, Instant now) {
        return new RefusedException(
                FailureCode.REPLAY,
                "a replay: the same token of " + Printable.quoted(client) + " was used "
                        + first.map(use -> ago(use.time(), now) + over(use.over()))
                                .orElse("before")
                        + ".",
                "Look for a proxy or a program that repeats requests with their Authorization header. If there is none,"
                        + " someone has probably replayed a recorded request.");
    }

    /** The clock may have been set back in the meantime. */
    private static String ago(Instant time, Instant now) {
        Duration ago = Duration.between(time, now);
        return ago.isNegative() ? "at " + time : Amount.of(ago) + " ago";
    }

    private static String over(FirstUse.Over over) {
        return switch (over) {
            case THE_SAME_CONNECTION -> " over the same connection";
            case ANOTHER_CONNECTION -> " over another connection";
            case AN_UNKNOWN_CONNECTION -> ", but it is not known whether over the same connection (HTTP/2, AJP)";
            case ONE_BEFORE_A_RESTART -> ", before this server was restarted";
        };
    }

    static RefusedException olderThanMemory(AuthenticatorUse use, Instant since) {
        Duration early = Duration.between(use.time(), since);
        return new RefusedException(
                FailureCode.OLDER_THAN_MEMORY,
                "the token of " + Printable.quoted(use.client()) + " was made " + Amount.of(early) + " before " + since
                        + ". This server remembers all sign-ins only since then, so the token may have been used before.",
                early.compareTo(ReplayCache.FAR_AHEAD) > 0
                        ? "This server's clock was ahead and has been set back. Compare it with the domain's. Then stop"
                                + " Tomcat, delete the replay file, and start Tomcat."
                        : "Retry once the client's clock is past that time. If its clock is not slow, someone has probably"
                                + " replayed a recorded request.");
    }

    static RefusedException clientLimit(String client, int limit) {
        return new RefusedException(
                FailureCode.CLIENT_SIGN_IN_LIMIT,
                Printable.quoted(client) + " has signed in " + limit + " times within " + ReplayTable.SECONDS
                        + " s. That is the limit for one user, so that no user fills the memory of all sign-ins.",
                "Find the program that signs in with every request, and let it keep the session cookie.");
    }

    static RefusedException full(int limit) {
        return new RefusedException(
                FailureCode.REPLAY_CACHE_FULL,
                "this server remembers at most " + limit + " sign-ins to recognise replays, and cannot take another.",
                KEEP_THE_COOKIE);
    }

    /** Either the file has failed in this moment, or a stopping Tomcat has closed it. */
    static RefusedException lost() {
        return new RefusedException(
                FailureCode.REPLAY_CACHE_FULL,
                "this server cannot remember sign-ins in its replay file: the file was closed or cut short.",
                "Sign in again. If Tomcat was not being stopped, find out what changes the replay file.");
    }

    /** While there is still time to do something about it. */
    public static Failure nearlyFull(ReplayCache cache, int busiest) {
        List<BusyClient> clients = cache.busiest(busiest);
        return new Failure(
                FailureCode.REPLAY_CACHE_FULL,
                "this server remembers " + cache.size() + " sign-ins of at most " + cache.capacity()
                        + "; when there are more, sign-ins are refused. Most are of "
                        + clients.stream().map(ReplayRefusals::named).collect(Collectors.joining(", ")) + ".",
                KEEP_THE_COOKIE);
    }

    private static String named(BusyClient client) {
        return client.name().map(Printable::quoted).orElse("a user whose name is not known here") + " ("
                + client.entries() + ")";
    }
}
