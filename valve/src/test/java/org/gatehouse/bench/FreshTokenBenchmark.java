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

/**
 * What a fresh token costs on one thread. An iteration is a round in which each contender accepts a batch of tokens that
 * nobody has seen, one after the other, so that load from elsewhere meets all of them alike. The figures are CPU time and
 * allocated bytes of the thread around the batch: the making of the tokens does not count.
 */
@BenchmarkMode(Mode.SingleShotTime)
@Fork(value = 1, jvmArgsAppend = "-Xbatch") // the JIT compiles at once, however busy the machine is
@Warmup(iterations = 3)
@Measurement(iterations = 25)
@State(Scope.Thread)
public class FreshTokenBenchmark {
    /** Small tokens come in larger batches, which take the limit some milliseconds each. */
    private static final int BATCH_BYTES = 1_200_000;

    @Param("18")
    public int etype;

    /** Length of the PAC in bytes, more or less. */
    @Param("1250")
    public int pac;

    private Optional<Contest> contest = Optional.empty();

    /** Per token, for each contender: nanoseconds of CPU time, and bytes. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Costs {
        public long limitNanos;
        public long limitBytes;
        public long gatehouseNanos;
        public long gatehouseBytes;
        public long rolesNanos;
        public long rolesBytes;
        public long sidsNanos;
        public long sidsBytes;
        public long jgssNanos;
        public long jgssBytes;
        public long jaasNanos;
        public long jaasBytes;

        void set(Row row, Contest.Cost cost) {
            switch (row) {
                case LIMIT -> {
                    limitNanos = cost.nanos();
                    limitBytes = cost.bytes();
                }
                case GATEHOUSE -> {
                    gatehouseNanos = cost.nanos();
                    gatehouseBytes = cost.bytes();
                }
                case ROLES -> {
                    rolesNanos = cost.nanos();
                    rolesBytes = cost.bytes();
                }
                case SIDS -> {
                    sidsNanos = cost.nanos();
                    sidsBytes = cost.bytes();
                }
                case JGSS -> {
                    jgssNanos = cost.nanos();
                    jgssBytes = cost.bytes();
                }
                case JAAS -> {
                    jaasNanos = cost.nanos();
                    jaasBytes = cost.bytes();
                }
            }
        }
    }

    @Setup(Level.Trial)
    public void begin() throws Exception {
        EncryptionType type = EncryptionType.of(etype).orElseThrow();
        Contest contenders = new Contest(type, pac, List.of(Row.values()), 1);
        contenders.warmUp();
        contest = Optional.of(contenders);
    }

    @Benchmark
    public void round(Costs costs) throws Exception {
        Contest contenders = contest.orElseThrow();
        int tokens = BATCH_BYTES / (pac + 1750);
        contenders.round(row -> costs.set(row, contenders.accept(row, tokens)));
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        contest.orElseThrow().close();
    }
}
