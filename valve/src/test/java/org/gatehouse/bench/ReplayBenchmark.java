package org.gatehouse.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.AuthenticatorUse;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.MappedPages;
import org.gatehouse.wire.Pages;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to remember an authenticator, and to recognise one, while some hundred thousands are remembered. In each
 * round the reference and the memory on the heap and in a file take turns with the same authenticators.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
@Warmup(iterations = 5)
@Measurement(iterations = 25)
@State(Scope.Thread)
public class ReplayBenchmark {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int CAPACITY = 1 << 20;
    private static final int BEFORE = 200_000;
    /** As few as stay in the processor's caches after they were made, as a token's parts do. */
    private static final int BATCH = 100;

    private static final int BATCHES = 100;
    private static final int CLIENTS = 5000;
    /** An HMAC of etypes 17 and 18. */
    private static final int MAC = 12;

    private static final int WINDOW = 600;

    private final SecureRandom random = new SecureRandom();
    private final Instant now = Instant.now();
    private final AcceptorClock clock = new AcceptorClock(InstantSource.fixed(now), Duration.ofMinutes(5));
    private final List<Memory> memories = new ArrayList<>();

    /** Whether an authenticator was not seen before. */
    private interface Memory {
        boolean remember(AuthenticatorUse use);
    }

    /** Nanoseconds of CPU time for one authenticator. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Nanos {
        public long setFresh;
        public long setReplay;
        public long heapFresh;
        public long heapReplay;
        public long fileFresh;
        public long fileReplay;

        private void set(int memory, long fresh, long replay) {
            switch (memory) {
                case 0 -> {
                    setFresh = fresh;
                    setReplay = replay;
                }
                case 1 -> {
                    heapFresh = fresh;
                    heapReplay = replay;
                }
                default -> {
                    fileFresh = fresh;
                    fileReplay = replay;
                }
            }
        }
    }

    @Setup(Level.Trial)
    public void fill() throws IOException {
        SetReplays sets = new SetReplays(random);
        ReplayCache heap = new ReplayCache(CAPACITY, random);
        ReplayCache file = ReplayCache.created(
                new ReplayCache.Place(CAPACITY, new UUID(1, 2), random), mapped(CAPACITY), Instant.EPOCH);
        memories.add(use -> sets.remember(use.mac(), use.time().getEpochSecond()));
        memories.add(use -> heap.remember(use, now, clock).verdict() == Verdict.FRESH);
        memories.add(use -> file.remember(use, now, clock).verdict() == Verdict.FRESH);
        for (AuthenticatorUse use : uses(BEFORE)) {
            memories.forEach(memory -> memory.remember(use));
        }
    }

    static Pages mapped(int capacity) throws IOException {
        Path path = Files.createTempFile("gatehouse-bench", ".replay");
        long length = (long) ReplayCache.pagesFor(capacity) * Pages.WORDS * Long.BYTES;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Files.write(path, new byte[(int) length]);
            return new MappedPages(channel.map(FileChannel.MapMode.READ_WRITE, 0, length));
        } finally {
            Files.delete(path);
        }
    }

    private List<AuthenticatorUse> uses(int count) {
        List<AuthenticatorUse> uses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] mac = new byte[MAC];
            random.nextBytes(mac);
            uses.add(new AuthenticatorUse(
                    Bytes.of(mac),
                    now.plusSeconds(i % WINDOW - WINDOW / 2),
                    "user" + random.nextInt(CLIENTS) + "@EXAMPLE.COM",
                    Optional.of(Integer.toHexString(random.nextInt(1000)))));
        }
        return uses;
    }

    @Benchmark
    public void round(Nanos nanos) {
        long[] fresh = new long[memories.size()];
        long[] replay = new long[memories.size()];
        for (int batch = 0; batch < BATCHES; batch++) {
            List<AuthenticatorUse> uses = uses(BATCH);
            for (int i = 0; i < memories.size(); i++) {
                int turn = (batch + i) % memories.size();
                fresh[turn] += nanos(memories.get(turn), uses, true);
                replay[turn] += nanos(memories.get(turn), uses, false);
            }
        }
        for (int memory = 0; memory < memories.size(); memory++) {
            nanos.set(memory, fresh[memory] / BATCH / BATCHES, replay[memory] / BATCH / BATCHES);
        }
    }

    private static long nanos(Memory memory, List<AuthenticatorUse> uses, boolean fresh) {
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (AuthenticatorUse use : uses) {
            if (memory.remember(use) != fresh) {
                throw new IllegalStateException("a replay is taken for a fresh one, or the other way round");
            }
        }
        return THREADS.getCurrentThreadCpuTime() - nanos;
    }
}
