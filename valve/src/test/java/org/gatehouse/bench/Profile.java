package org.gatehouse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.gatehouse.crypto.EncryptionType;

/** Where the acceptor's time and memory go, as the JDK's flight recorder samples them. */
final class Profile {
    private static final String EXECUTION = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final int ROUNDS = 500;
    private static final int TOKENS = 400;
    /** Shares below this are left out. */
    private static final double SMALLEST = 0.015;

    private final Map<String, Long> timeByPart = new HashMap<>();
    private final Map<String, Long> timeByMethod = new HashMap<>();
    private final Map<String, Long> allocationByMethod = new HashMap<>();
    private final Map<String, Long> allocationByClass = new HashMap<>();

    /** Records one thread that accepts tokens. */
    static Profile record(EncryptionType type, int pac) throws Exception {
        Path file = Files.createTempFile("gatehouse-bench", ".jfr");
        try (Contest contest = new Contest(type, pac, List.of(Row.GATEHOUSE), 1);
                Recording recording = new Recording()) {
            recording.enable(EXECUTION).withPeriod(Duration.ofMillis(10));
            recording.enable(ALLOCATION).with("throttle", "2000/s");
            contest.warmUp();
            recording.start();
            for (int i = 0; i < ROUNDS; i++) {
                contest.accept(Row.GATEHOUSE, TOKENS);
            }
            recording.stop();
            recording.dump(file);
            return new Profile(file);
        } finally {
            Files.delete(file);
        }
    }

    private Profile(Path file) throws IOException {
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (event.getStackTrace() == null) {
                continue;
            }
            List<RecordedFrame> frames = event.getStackTrace().getFrames();
            if (frames.stream().noneMatch(frame -> typeOf(frame).equals(GatehouseContender.class.getName()))) {
                continue; // the making of tokens
            }
            if (event.getEventType().getName().equals(EXECUTION)) {
                add(timeByPart, part(frames), 1);
                add(timeByMethod, ownMethod(frames), 1);
            } else if (event.getEventType().getName().equals(ALLOCATION)) {
                add(allocationByMethod, ownMethod(frames), event.getLong("weight"));
                RecordedClass type = event.getClass("objectClass");
                add(allocationByClass, type.getName(), event.getLong("weight"));
            }
        }
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
    private static String part(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = typeOf(frame);
            String method = frame.getMethod().getName();
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
    private static String ownMethod(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = typeOf(frame);
            if (type.startsWith("org.gatehouse.")) {
                return type.substring(type.lastIndexOf('.') + 1) + "."
                        + frame.getMethod().getName();
            }
        }
        return "other";
    }

    private static String typeOf(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
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
