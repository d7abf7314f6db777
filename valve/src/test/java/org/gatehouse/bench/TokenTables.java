package org.gatehouse.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of single tokens, and prints what came of them as ratios. */
final class TokenTables {
    private final int times;

    /** @param times how many times as many rounds as usual */
    TokenTables(int times) {
        this.times = times;
    }

    /** A kind of token. */
    record Kind(int etype, int pac) {
        String title() {
            return "etype " + etype + ", PAC " + (pac < 10_000 ? figure("%.2f", pac) : figure("%.0f", pac)) + " KB";
        }

        private static String figure(String format, int bytes) {
            return Table.figure(format, bytes / 1000.0);
        }
    }

    /** CPU time and allocation of one token of each kind. */
    String fresh(List<Kind> kinds) throws RunnerException {
        Table table = new Table("token", "acceptor", "CPU µs", "x limit", "JGSS / it", "bytes allocated");
        for (Kind kind : kinds) {
            RunResult result = run(options(FreshTokenBenchmark.class, 25)
                    .param("etype", String.valueOf(kind.etype()))
                    .param("pac", String.valueOf(kind.pac())));
            Map<Row, List<Double>> nanos = new EnumMap<>(Row.class);
            for (Row row : Row.values()) {
                nanos.put(row, rounds(result, label(row) + "Nanos"));
            }
            for (Row row : Row.values()) {
                List<Double> own = nanos.getOrDefault(row, List.of());
                table.row(
                        kind.title(),
                        row.title(),
                        Table.figure("%.1f", Table.median(own) / 1000),
                        Table.figure("%.2f", Table.medianRatio(own, nanos.getOrDefault(Row.LIMIT, List.of()))),
                        Table.figure("%.2f", Table.medianRatio(nanos.getOrDefault(Row.JGSS, List.of()), own)),
                        Table.figure("%,.0f", Table.median(rounds(result, label(row) + "Bytes"))));
            }
        }
        return table.toString();
    }

    /** Tokens a second by the number of threads. */
    String threads(List<Integer> numbers) throws RunnerException {
        Table table = new Table(
                "threads",
                "limit tokens/s",
                "Gatehouse tokens/s",
                "JGSS tokens/s",
                "Gatehouse / limit",
                "Gatehouse / JGSS");
        for (int threads : numbers) {
            RunResult result = run(options(ThreadsBenchmark.class, 9).param("threads", String.valueOf(threads)));
            List<Double> limit = rounds(result, "limit");
            List<Double> gatehouse = rounds(result, "gatehouse");
            List<Double> jgss = rounds(result, "jgss");
            table.row(
                    String.valueOf(threads),
                    Table.figure("%,.0f", Table.median(limit)),
                    Table.figure("%,.0f", Table.median(gatehouse)),
                    Table.figure("%,.0f", Table.median(jgss)),
                    Table.figure("%.2f", Table.medianRatio(gatehouse, limit)),
                    Table.figure("%.2f", Table.medianRatio(gatehouse, jgss)));
        }
        return table.toString();
    }

    /** What it costs to remember an authenticator and to recognise it. */
    String replays() throws RunnerException {
        RunResult result = run(options(ReplayBenchmark.class, 25));
        Table table = new Table("replay memory", "a fresh one, ns", "x sets", "a replay, ns", "x sets");
        for (String memory : List.of("set", "heap", "file")) {
            List<Double> fresh = rounds(result, memory + "Fresh");
            List<Double> replay = rounds(result, memory + "Replay");
            table.row(
                    title(memory),
                    Table.figure("%.0f", Table.median(fresh)),
                    Table.figure("%.2f", Table.medianRatio(fresh, rounds(result, "setFresh"))),
                    Table.figure("%.0f", Table.median(replay)),
                    Table.figure("%.2f", Table.medianRatio(replay, rounds(result, "setReplay"))));
        }
        return table.toString();
    }

    private static String title(String memory) {
        return switch (memory) {
            case "set" -> "sets of fingerprints on the heap (reference)";
            case "heap" -> "on the heap";
            default -> "in the file";
        };
    }

    private ChainedOptionsBuilder options(Class<?> benchmark, int rounds) {
        return new OptionsBuilder()
                .include(benchmark.getName() + "\\.")
                .measurementIterations(times * rounds)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle();
    }

    private static String label(Row row) {
        return row.name().toLowerCase(Locale.ROOT);
    }

    /** What a counter said after each round. */
    private static List<Double> rounds(RunResult result, String counter) {
        List<Double> figures = new ArrayList<>();
        for (BenchmarkResult fork : result.getBenchmarkResults()) {
            for (IterationResult round : fork.getIterationResults()) {
                figures.add(Objects.requireNonNull(round.getSecondaryResults().get(counter), counter)
                        .getScore());
            }
        }
        return figures;
    }
}
