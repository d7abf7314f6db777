package org.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.gatehouse.crypto.EncryptionType;

/**
 * Where the acceptor's time and memory go. Memory is what the JDK's flight recorder samples; time is where a thread stands
 * when another one looks at it every millisecond, which it can do between some instructions only, so that shares of a
 * few percent mean little. (The recorder's own samples of time are too few on some machines.)
 */
final class CostProfile {
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final int ROUNDS = 2000;
    private static final int TOKENS = 400;
    /** Shares below this are left out. */
    private static final double SMALLEST = 0.015;

    private final Map<String, Long> timeByPart = new HashMap<>();
    private final Map<String, Long> timeByMethod = new HashMap<>();
    private final Map<String, Long> allocationByMethod = new HashMap<>();
    private final Map<String, Long> allocationByClass = new HashMap<>();

    /** A method that was being executed. */
    private record Frame(String type, String method) {}

    /** Records one thread that accepts tokens. */
    static CostProfile record(EncryptionType type, int pac) throws Exception {
        Path file = Files.createTempFile("gatehouse-bench", ".jfr");
        try (Contest contest = new Contest(type, pac, List.of(Row.GATEHOUSE), 1);
                Recording recording = new Recording()) {
            recording.enable(ALLOCATION).with("throttle", "2000/s");
            contest.warmUp();
            recording.start();
            List<StackTraceElement[]> stacks;
            try (Watcher watcher = new Watcher(Thread.currentThread())) {
                for (int i = 0; i < ROUNDS; i++) {
                    contest.accept(Row.GATEHOUSE, TOKENS);
                }
                stacks = watcher.seen();
            }
            recording.stop();
            recording.dump(file);
            return new CostProfile(file, stacks);
        } finally {
            Files.delete(file);
        }
    }

    private CostProfile(Path file, List<StackTraceElement[]> stacks) throws IOException {
        for (StackTraceElement[] stack : stacks) {
            addTime(Stream.of(stack)
                    .map(frame -> new Frame(frame.getClassName(), frame.getMethodName()))
                    .toList());
        }
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getEventType().getName().equals(ALLOCATION) && event.getStackTrace() != null) {
                addAllocation(event);
            }
        }
    }

    private void addTime(List<Frame> frames) {
        if (isOurs(frames)) {
            add(timeByPart, part(frames), 1);
            add(timeByMethod, ownMethod(frames), 1);
        }
    }

    private void addAllocation(RecordedEvent event) {
        List<Frame> frames = event.getStackTrace().getFrames().stream()
                .map(frame -> new Frame(
                        frame.getMethod().getType().getName(), frame.getMethod().getName()))
                .toList();
        if (isOurs(frames)) {
            add(allocationByMethod, ownMethod(frames), event.getLong("weight"));
            add(allocationByClass, event.getClass("objectClass").getName(), event.getLong("weight"));
        }
    }

    /** Not the making of tokens. */
    private static boolean isOurs(List<Frame> frames) {
        return frames.stream().anyMatch(frame -> frame.type().equals(GatehouseContender.class.getName()));
    }

    String tables() {
        return String.join(
                "\n",
                table("time in", timeByPart),
                table("time below", timeByMethod),
                table("allocated below", allocationByMethod),
                table("allocated objects", allocationByClass));
    }

    /** The first frame from the leaf on that tells what is being done. */
    private static String part(List<Frame> frames) {
        for (Frame frame : frames) {
            String type = frame.type();
            String method = frame.method();
            if (type.startsWith("com.sun.crypto.provider.AESCrypt") && method.matches("init|makeSessionKey|expand.*")) {
                return "AES key schedules";
            } else if (type.startsWith("com.sun.crypto.provider.Hmac") || type.startsWith("sun.security.provider.")) {
                return "HMAC and its hash";
            } else if (type.startsWith("com.sun.crypto.provider.")) {
                return "AES and its modes";
            } else if (type.startsWith("javax.crypto.") || type.startsWith("java.security.")) {
                return "JCE around them";
            } else if (type.startsWith("org.gatehouse.")) {
                return type.substring(0, type.lastIndexOf('.'));
            }
        }
        return "other";
    }

    /** The innermost method of ours. */
    private static String ownMethod(List<Frame> frames) {
        for (Frame frame : frames) {
            String type = frame.type();
            if (type.startsWith("org.gatehouse.")) {
                return type.substring(type.lastIndexOf('.') + 1) + "." + frame.method();
            }
        }
        return "other";
    }

    private static void add(Map<String, Long> sums, String key, long amount) {
        sums.merge(key, amount, Long::sum);
    }

    private static String table(String title, Map<String, Long> sums) {
        Table table = new Table(title, "share");
        ToLongFunction<Map.Entry<String, Long>> amount = Map.Entry::getValue;
        double all = sums.values().stream().mapToLong(Long::longValue).sum();
        sums.entrySet().stream()
                .sorted(Comparator.comparingLong(amount).reversed())
                .filter(entry -> entry.getValue() >= SMALLEST * all)
                .forEach(entry -> table.row(entry.getKey(), Table.figure("%.1f %%", 100 * entry.getValue() / all)));
        return table.toString();
    }
}
