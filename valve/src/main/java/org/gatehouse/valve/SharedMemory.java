package org.gatehouse.valve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.acceptor.ReplayRefusals;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.text.Printable;

/**
 * What all valves of one Tomcat share. It hangs on the Server as a listener, so that it outlives the reload of an
 * application without a static field.
 *
 * <p>The memory of accepted authenticators: two applications with one keytab are the normal case, and what one has accepted
 * is a replay for the other. It is in a file that outlives Tomcat, or on the heap. A memory on the heap refuses what is older
 * than its start, as RFC 4120 §3.2.3 asks for, but no more than that: to refuse everyone until the skew has passed, as it
 * says, would be five minutes without sign-ins after each restart. What is left over is the request of a client whose clock
 * was so far ahead that its token is from after the restart.
 *
 * <p>The negotiations between two tokens: their bound is one of the process, and not of each application.
 */
final class SharedMemory implements LifecycleListener {
    /** Tomcat holds the Server's own lock while threads start applications, and waits for them. */
    private static final Object LOCK = new Object();
    /** A thousand sign-ins a second for the ten minutes of the usual window are 600 000; 40 MB at the most. */
    static final int REPLAYS = 1 << 20;
    /** In percent of the replays: there is time to look for the cause. */
    private static final int NEARLY_FULL = 80;

    private static final int BUSIEST = 3;
    /** Between two warnings. */
    private static final Duration QUIET = Duration.ofMinutes(15);
    /** As many as Tomcat has connections (maxConnections), and a few. */
    private static final int NEGOTIATIONS = 10_000;

    private static final int NEGOTIATION_BYTES = 1 << 24;
    /** How long a client may take for its next token: as long as a person needs to type a password for a ticket. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final Server server;
    /** As the first valve has it. */
    private final Optional<Path> asked;

    private final ReplayCache replays;
    private final Optional<LockedFile> file;
    private final LegStore<PendingLeg> legs;
    private final List<Failure> untold = new ArrayList<>();
    private final Set<Optional<Path>> otherFiles = new HashSet<>();
    private Instant warned = Instant.MIN;
    private boolean fileLost;
    private boolean ended;

    private SharedMemory(Server server, Founding founding) {
        this.server = server;
        this.asked = founding.replayFile();
        SecureRandom random = new SecureRandom();
        ReplayFile.Opened opened = asked.map(path -> new ReplayFile(
                                path,
                                new ReplayCache.Place(REPLAYS, BootId.read(), random),
                                founding.since(),
                                LockedFile.Zeros.WRITTEN)
                        .open(founding.clock().instant()))
                .orElseGet(() -> new ReplayFile.Opened(
                        new ReplayCache(REPLAYS, random, founding.since()), Optional.empty(), List.of()));
        this.replays = opened.cache();
        this.file = opened.file();
        untold.addAll(opened.told());
        this.legs = new LegStore<>(new LegStore.Bounds(NEGOTIATIONS, NEGOTIATION_BYTES, MAX_PAUSE), founding.clock());
    }

    /**
     * What the first valve says.
     *
     * @param since from when on nothing is forgotten, if nothing is known of before
     * @param clock of the negotiations
     * @param replayFile for the memory of authenticators; empty if it is to be on the heap
     */
    record Founding(Instant since, InstantSource clock, Optional<Path> replayFile) {}

    /** The memory of the application's Tomcat. The first valve that asks creates it. */
    static SharedMemory of(Context context, Founding founding) {
        Server server = Container.getService(context).getServer();
        synchronized (LOCK) {
            Optional<SharedMemory> existing = existing(server);
            if (existing.isPresent()) {
                existing.get().compare(founding.replayFile());
                return existing.get();
            }
            SharedMemory shared = new SharedMemory(server, founding);
            server.addLifecycleListener(shared);
            return shared;
        }
    }

    /** That of the application's Tomcat, if a valve has started in there. */
    static Optional<SharedMemory> existing(Context context) {
        return existing(Container.getService(context).getServer());
    }

    private static Optional<SharedMemory> existing(Server server) {
        for (LifecycleListener listener : server.findLifecycleListeners()) {
            if (listener instanceof SharedMemory shared) {
                return Optional.of(shared);
            }
        }
        return Optional.empty();
    }

    private synchronized void compare(Optional<Path> replayFile) {
        if (!replayFile.equals(asked) && otherFiles.add(replayFile)) {
            untold.add(new Failure(
                    FailureCode.REPLAY_FILE_UNUSABLE,
                    "replayFile: " + shown(replayFile) + " is not used, because all applications of a Tomcat share one"
                            + " memory, and the first one started with " + shown(asked) + ".",
                    "Set replayFile in conf/context.xml, or to the same value in every application."));
        }
    }

    private static String shown(Optional<Path> file) {
        return file.map(path -> Printable.of(path.toString())).orElse("none");
    }

    ReplayCache replays() {
        return replays;
    }

    /** The file of the replay memory, or none. */
    String replayFile() {
        return shown(asked.filter(path -> replays.isInFile()));
    }

    LegStore<PendingLeg> legs() {
        return legs;
    }

    /** What the log has to say and has not said yet. */
    synchronized List<Failure> takeUntold() {
        List<Failure> told = List.copyOf(untold);
        untold.clear();
        return told;
    }

    /** What happens beside the requests. Every valve does it; what one of them has told, no other tells again. */
    void tick(Instant now) {
        legs.tick();
        look(now);
    }

    private synchronized void look(Instant now) {
        if (ended) {
            return; // the file was closed in order, and is not ours
        }
        file.filter(open -> !fileLost).ifPresent(open -> look(open, now));
        boolean nearlyFull = replays.size() >= REPLAYS / 100 * NEARLY_FULL;
        if (nearlyFull && Duration.between(warned, now).abs().compareTo(QUIET) >= 0) {
            warned = now;
            untold.add(ReplayRefusals.nearlyFull(replays, BUSIEST));
        }
    }

    /** A request may have found out before that the file has failed. */
    private void look(LockedFile open, Instant now) {
        boolean failed = !replays.isInFile();
        boolean changed = !open.isWhole();
        if (!failed && !changed) {
            return;
        }
        replays.giveUpFile(now);
        fileLost = true;
        try {
            open.rename(ReplayFile.ASIDE);
            open.discard();
        } catch (IOException e) {
            // the disk has failed as well: what can be done is done
        }
        untold.add(new Failure(
                FailureCode.REPLAY_FILE_UNUSABLE,
                "the replay file " + shown(asked)
                        + (changed ? " was changed by someone else" : " could not be read or written")
                        + " and is not used. The memory of accepted sign-ins begins again, on the heap.",
                "Find out what changes the file, and whether the disk works. To use a file again, restart Tomcat."));
    }

    /**
     * When Tomcat stops, its file is left for the next one, which may be of the same process. A memory on the heap stays: the
     * Server may be started again.
     */
    @Override
    public void lifecycleEvent(LifecycleEvent event) {
        boolean end = event.getType().equals(Lifecycle.AFTER_STOP_EVENT)
                || event.getType().equals(Lifecycle.AFTER_DESTROY_EVENT);
        if (end && file.isPresent()) {
            synchronized (LOCK) {
                server.removeLifecycleListener(this);
                close(file.get());
            }
        }
    }

    private synchronized void close(LockedFile open) {
        ended = true;
        try (open) {
            if (open.isWhole()) { // of another, the next start says that it is not
                replays.close();
            }
        } catch (IOException e) {
            // the lock ends with the process
        } catch (UncheckedIOException | InternalError e) {
            // the disk has failed: the next start says that the file is not whole
        }
    }
}
