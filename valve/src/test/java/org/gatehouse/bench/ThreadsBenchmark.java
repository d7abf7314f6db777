package org.gatehouse.bench;

import java.util.List;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Fresh tokens a second that several threads accept together, in turns as in {@link FreshTokenBenchmark}. */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xbatch") // the JIT compiles at once, however busy the machine is
@Warmup(iterations = 6)
@Measurement(iterations = 9)
@State(Scope.Thread)
public class ThreadsBenchmark {
    private static final int PAC = 1250;
    private static final int TOKENS = 1600;
    private static final List<Row> ROWS = List.of(Row.LIMIT, Row.GATEHOUSE, Row.JGSS);

    @Param({"1", "2", "4", "8"})
    public int threads;

    private Optional<Contest> contest = Optional.empty();

    /** Tokens a second. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Rates {
        public long limit;
        public long gatehouse;
        public long jgss;

        void set(Row row, long rate) {
            switch (row) {
                case LIMIT -> limit = rate;
                case GATEHOUSE -> gatehouse = rate;
                case JGSS -> jgss = rate;
                case ROLES, SIDS, JAAS -> throw new IllegalArgumentException("not compared here");
            }
        }
    }

    @Setup(Level.Trial)
    public void begin() throws Exception {
        contest = Optional.of(new Contest(EncryptionType.AES256_CTS_HMAC_SHA1_96, PAC, ROWS, threads));
    }

    @Benchmark
    public void round(Rates rates) throws Exception {
        Contest contenders = contest.orElseThrow();
        contenders.round(row -> rates.set(row, contenders.accept(row, threads, TOKENS / threads)));
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        contest.orElseThrow().close();
    }
}
