package org.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.gatehouse.secret.SecretLedger;

/** What an answer costs in memory. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is needed for the first time, such as a class, costs memory once. */
    private static final int ATTEMPTS = 3;

    private Allocation() {}

    /** The answer, if it takes less than that many bytes; it is asked for again if not. */
    public static <T> T below(long bytes, Supplier<T> answer) {
        long allocated = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = allocatedBytes();
            T value = answer.get();
            allocated = allocatedBytes() - before;
            if (allocated < bytes) {
                return value;
            }
        }
        assertThat(allocated).as("bytes allocated").isLessThan(bytes);
        throw new AssertionError();
    }

    private static long allocatedBytes() {
        return THREADS.getCurrentThreadAllocatedBytes() - SecretLedger.allocatedBytes();
    }
}
