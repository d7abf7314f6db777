package org.gatehouse.secret;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test owns until it ends: {@link SecretsAreWiped} closes it before it closes the books. */
public final class TestCleanup {
    private static final Deque<AutoCloseable> OWNED = new ArrayDeque<>();

    private TestCleanup() {}

    /** Returns {@code owned}, which is closed when the test has ended. */
    public static synchronized <T extends AutoCloseable> T closes(T owned) {
        OWNED.push(owned);
        return owned;
    }

    static synchronized void closeAll() throws Exception {
        while (!OWNED.isEmpty()) {
            OWNED.pop().close();
        }
    }
}
