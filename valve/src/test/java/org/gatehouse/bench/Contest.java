package org.gatehouse.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.crypto.EncryptionType;

/** Contenders that accept tokens of one kind in turns. */
final class Contest implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int WARM_UP_TOKENS = 12_000;
    private static final int WARM_UP_BATCH = 400;
    private static final int SMALL_PAC = 1250;

    private final Path directory;
    private final EncryptionType type;
    private final Mint mint;
    private final List<Row> rows;
    private final Map<Row, List<Contender>> contenders = new EnumMap<>(Row.class);
    private int round;

    /**
     * A contest of these rows.
     *
     * @param threads for which a row has a contender each, where its contenders are made for one
     */
    Contest(EncryptionType type, int pacLength, List<Row> rows, int threads) throws Exception {
        this.type = type;
        this.directory = Files.createTempDirectory("gatehouse-bench");
        Path keytab = ServiceKeyFile.prepare(directory, type);
        this.mint = new Mint(type, pacLength);
        this.rows = List.copyOf(rows);
        for (Row row : rows) {
            contenders.put(row, row.contenders(type, keytab, threads));
        }
    }

    /** What a batch has cost, per token. */
    record Cost(long nanos, long bytes) {}

    /** What is done with a row's turn. */
    interface Turn {
        void take(Row row) throws Exception;
    }

    /** Every row with small tokens, until the JIT has nothing more to do. */
    void warmUp() throws Exception {
        Mint small = new Mint(type, SMALL_PAC);
        for (int done = 0; done < WARM_UP_TOKENS; done += WARM_UP_BATCH) {
            round(row -> accept(row, small.next(WARM_UP_BATCH)));
        }
    }

    /** Every row once; another one begins each time. */
    void round(Turn turn) throws Exception {
        for (int i = 0; i < rows.size(); i++) {
            turn.take(rows.get((round + i) % rows.size()));
        }
        round++;
    }

    /** CPU time and allocated bytes of one thread. */
    Cost accept(Row row, int tokens) throws Exception {
        return accept(row, mint.next(tokens));
    }

    private Cost accept(Row row, FreshToken[] batch) throws Exception {
        Contender contender = contender(row, 0);
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (FreshToken token : batch) {
            contender.accept(token);
        }
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost(nanos / batch.length, bytes / batch.length);
    }

    /** Tokens a second of several threads, by the clock on the wall. */
    long accept(Row row, int threads, int tokensEach) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch begun = new CountDownLatch(threads);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                FreshToken[] batch = mint.next(tokensEach);
                Contender contender = contender(row, thread);
                running.add(executor.submit(() -> {
                    begun.countDown();
                    start.await();
                    for (FreshToken token : batch) {
                        contender.accept(token);
                    }
                    return null;
                }));
            }
            begun.await();
            long nanos = System.nanoTime();
            start.countDown();
            for (Future<?> future : running) {
                future.get();
            }
            return 1_000_000_000L * threads * tokensEach / (System.nanoTime() - nanos);
        } finally {
            executor.shutdownNow();
        }
    }

    private Contender contender(Row row, int thread) {
        return contenders.getOrDefault(row, List.of()).get(thread);
    }

    @Override
    public void close() throws IOException {
        for (String file : List.of("http.keytab", "krb5.conf")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.deleteIfExists(directory);
    }
}
