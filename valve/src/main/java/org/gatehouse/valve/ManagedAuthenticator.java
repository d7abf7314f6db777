package org.gatehouse.valve;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.openmbean.TabularData;
import org.gatehouse.conditions.DescribedRequest;
import org.gatehouse.conditions.Explanation;
import org.gatehouse.keytab.KeyTable;
import org.jspecify.annotations.Nullable;

/**
 * What JMX shows of {@link SsoAuthenticator}: each getter is an attribute, and {@link #explain} an operation, which {@code
 * mbeans-descriptors.xml} describes.
 */
public abstract sealed class ManagedAuthenticator extends SessionAuthenticator permits SsoAuthenticator {
    private final Statistics statistics = new Statistics();

    ManagedAuthenticator() {}

    /** The valve between its start and its stop. */
    abstract Optional<ValveRun> current();

    /** Which requests need a sign-in, as it was known last. */
    abstract Optional<Coverage> covered();

    @Override
    final Optional<SessionUsers> sessionUsers() {
        return current().map(ValveRun::users);
    }

    /** Counted over stops and starts. */
    final Statistics statistics() {
        return statistics;
    }

    /** How many sign-ins were accepted. */
    public long getAccepted() {
        return Statistics.total(statistics.acceptedByMechanism());
    }

    public TabularData getAcceptedByMechanism() {
        return CountTable.of(statistics.acceptedByMechanism());
    }

    public TabularData getAcceptedByEncryptionType() {
        return CountTable.of(statistics.acceptedByEncryptionType());
    }

    /** How many sign-ins were accepted whose ticket did not describe the user. */
    public long getAcceptedWithoutPac() {
        return statistics.withoutPac();
    }

    /** SIDs of tickets that were not believed, by the reason; with {@code sidFilter="report"}, that would not be. */
    public TabularData getDroppedSids() {
        return CountTable.of(statistics.droppedSids());
    }

    /** Sign-ins whose user or computer has claims that were left out, by the reason. */
    public TabularData getUnreadableClaims() {
        return CountTable.of(statistics.unreadableClaims());
    }

    /** How many parts of PACs were skipped, since they are of unknown types. */
    public long getUnknownPacBuffers() {
        return statistics.unknownPacBuffers();
    }

    /** How many requests were asked for a token. */
    public long getChallenged() {
        return statistics.challenges();
    }

    /** How many sign-ins were served without a session, because their user and ticket have as many as may live. */
    public long getSessionsNotBegun() {
        return statistics.sessionsNotBegun();
    }

    public long getRefused() {
        return Statistics.total(statistics.refusedByCode());
    }

    public TabularData getRefusedByCode() {
        return CountTable.of(statistics.refusedByCode());
    }

    /** Time, code and reference of the last refusals, the oldest first. */
    public String[] getLastRefusals() {
        return statistics.lastRefusals().toArray(String[]::new);
    }

    /** How many requests came with a user whom the web server in front has named, and were not asked. */
    public long getSignedInByFront() {
        return statistics.namedByFront();
    }

    /** How many requests were not asked to sign in, since the conditions say so. */
    public long getNotAsked() {
        return Statistics.total(statistics.notAskedByRule());
    }

    /** The same by the kind of rule. */
    public TabularData getNotAskedByKind() {
        return CountTable.of(statistics.notAskedByRule());
    }

    /** How many requests each rule of the conditions has opened, or has kept from being asked, since they came into force. */
    public TabularData getDecidedByRule() {
        return CountTable.of(inForce().map(rules -> rules.decided().byRule()).orElseGet(TreeMap::new));
    }

    /** The same, but what would have been done: {@code dryRun="true"} is in force. */
    public TabularData getDryRunByRule() {
        return CountTable.of(inForce().map(rules -> rules.dryRun().byRule()).orElseGet(TreeMap::new));
    }

    /** What the conditions open, and whether they are only tried; empty without a file, and while the valve is stopped. */
    public String getConditionsInForce() {
        return inForce()
                .filter(rules -> rules.generation() > 0)
                .map(rules -> rules.conditions().description())
                .orElse("");
    }

    /** How often conditions have come into force since the valve started: 1 for those of the start, 0 if there are none. */
    public int getConditionsGeneration() {
        return inForce().map(ConditionsWatch.InForce::generation).orElse(0);
    }

    /** Line, column and mistake of a file of conditions that cannot be used; empty if the file is in force. */
    public String getConditionsProblem() {
        return current().map(run -> run.asking().conditions().problem()).orElse("");
    }

    private Optional<ConditionsWatch.InForce> inForce() {
        return current().map(run -> run.asking().conditions().inForce());
    }

    /**
     * How the conditions in force decide about a request, step by step, a line each. The words are those of the command {@code
     * conditions}. Nothing is counted.
     *
     * @param address of the client
     * @param host the server name, without port
     * @param url path and query, as a browser sends them
     * @param userAgent empty or null if the client sends none
     * @param cookie {@code NAME=VALUE}; empty or null if the client sends none
     */
    public String explain(
            String address, String host, String url, @Nullable String userAgent, @Nullable String cookie) {
        Optional<ConditionsWatch.InForce> rules = inForce();
        if (rules.isEmpty()) {
            return "The valve is not running.";
        }
        try {
            List<String> cookies = cookie == null || cookie.isEmpty() ? List.of() : List.of(cookie);
            DescribedRequest request =
                    new DescribedRequest(address, host, url, userAgent == null ? "" : userAgent, cookies);
            return String.join("\n", Explanation.of(rules.get().conditions(), request.facts()));
        } catch (DescribedRequest.UnfitException e) {
            return e.part() + " " + e.getMessage();
        }
    }

    /** Which requests need a sign-in, and why; empty while the valve is stopped. */
    public String getCoverage() {
        return current().flatMap(run -> covered()).map(Coverage::description).orElse("");
    }

    /** Service names with the versions and types of their keys; none while the valve is stopped. */
    public String[] getKeys() {
        return current()
                .map(run -> KeyTable.byService(run.parts().keys()).entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue())
                        .toArray(String[]::new))
                .orElseGet(() -> new String[0]);
    }

    /** When the keys in use were read; empty while the valve is stopped. */
    public String getKeysLoaded() {
        return current().map(run -> run.keysLoaded().toString()).orElse("");
    }

    /** How many authenticators are remembered, for all applications of this Tomcat; none before its first valve starts. */
    public int getReplayCacheSize() {
        return shared().map(shared -> shared.replays().size()).orElse(0);
    }

    public int getReplayCacheCapacity() {
        return shared().map(shared -> shared.replays().capacity()).orElse(0);
    }

    /** The file that remembers authenticators over a restart, or {@code none}. */
    public String getReplayFile() {
        return shared().map(SharedMemory::replayFile).orElse("none");
    }

    private Optional<SharedMemory> shared() {
        return context == null ? Optional.empty() : SharedMemory.existing(context);
    }
}
