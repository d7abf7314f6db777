package org.gatehouse.valve;

import org.apache.catalina.Context;

/** How messages call an application. */
final class ApplicationName {
    private ApplicationName() {}

    /** {@code /portal}; {@code /} for the root, whose name is empty. */
    static String of(Context context) {
        return context.getName().isEmpty() ? "/" : context.getName();
    }
}
