package org.gatehouse.secret;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Every secret that the product makes while a test runs, with the place where it was made. {@link SecretsAreWiped} closes
 * the books after each test. A secret that a test makes by itself is its own affair. One that it makes because the product
 * asks for it, such as the content of a file, is the product's.
 */
public final class SecretLedger implements SecretWatch {
    private static final String OURS = "org.gatehouse.";
    private static final int SHOWN_FRAMES = 8;
    /** A fuzz target is one test, and makes secrets for hours. */
    private static final int MAX_ENTRIES = 10_000;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Entry> ENTRIES = new ArrayList<>();
    private static final AtomicLong ALLOCATED = new AtomicLong();
    private static final ClassValue<Boolean> IS_PRODUCT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type.getName().startsWith(OURS)
                    && !type.getPackageName().equals(SecretLedger.class.getPackageName())
                    && !location(type).equals(location(SecretLedger.class));
        }
    };

    /** A secret and the frames of ours that made it, the innermost first. */
    record Entry(AutoCloseable secret, List<StackWalker.StackFrame> madeBy) {
        boolean isOpen() {
            try {
                if (secret instanceof SecretBytes bytes) {
                    bytes.use((array, offset, length) -> length);
                } else if (secret instanceof SecretChars chars) {
                    chars.use(array -> array.length);
                }
                return true;
            } catch (IllegalStateException closed) {
                return false;
            }
        }

        String place() {
            StringBuilder place = new StringBuilder();
            madeBy.stream()
                    .limit(SHOWN_FRAMES)
                    .forEach(frame -> place.append("\n    ").append(frame));
            return place.toString();
        }
    }

    /** How many bytes the ledger itself has taken, for tests that count what the product takes. */
    public static long allocatedBytes() {
        return ALLOCATED.get();
    }

    @Override
    public void made(AutoCloseable secret) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        List<StackWalker.StackFrame> ours = WALKER.walk(frames ->
                frames.filter(frame -> frame.getClassName().startsWith(OURS)).toList());
        boolean byTheProduct = ours.stream().anyMatch(frame -> IS_PRODUCT.get(frame.getDeclaringClass()));
        boolean forAllTests =
                ours.stream().anyMatch(frame -> frame.getMethodName().equals("<clinit>"));
        if (byTheProduct && !forAllTests) {
            synchronized (ENTRIES) {
                if (ENTRIES.size() > MAX_ENTRIES) {
                    ENTRIES.removeIf(entry -> !entry.isOpen());
                }
                ENTRIES.add(new Entry(secret, ours));
            }
        }
        ALLOCATED.addAndGet(THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    /** Ends the list so far, and begins the next one. */
    static List<Entry> next() {
        synchronized (ENTRIES) {
            List<Entry> entries = List.copyOf(ENTRIES);
            ENTRIES.clear();
            return entries;
        }
    }

    private static String location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
