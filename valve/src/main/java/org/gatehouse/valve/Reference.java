package org.gatehouse.valve;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** {@code 7F3A-91C2}: stands on the page that a user sees and in the line of the log that explains it. */
record Reference(int value) {
    static Reference next() {
        return new Reference(ThreadLocalRandom.current().nextInt());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X-%04X", value >>> 16, value & 0xffff);
    }
}
