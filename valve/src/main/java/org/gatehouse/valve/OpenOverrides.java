package org.gatehouse.valve;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.conditions.OpenRule;
import org.gatehouse.text.BoundedList;

/**
 * Where rules open to everybody what a constraint of the application protects. Which of several constraints Tomcat would take
 * for a request is not asked: a pattern is named if any path is both open and covered by it.
 */
final class OpenOverrides {
    private final String contextPath;
    private final SortedSet<String> patterns = new TreeSet<>();

    private OpenOverrides(Context context) {
        this.contextPath = String.valueOf(context.getPath());
        for (SecurityConstraint constraint : context.findConstraints()) {
            if (constraint.getAuthConstraint() || OwnConstraints.asksForSignIn(constraint)) {
                Arrays.stream(constraint.findCollections())
                        .forEach(collection -> patterns.addAll(List.of(collection.findPatterns())));
            }
        }
    }

    /** {@code url="/admin/status" (line 4) opens what constraints of the application protect: /admin/*}, one for each rule that opens what is protected. */
    static List<String> of(Context context, List<OpenRule> open) {
        OpenOverrides overrides = new OpenOverrides(context);
        return open.stream()
                .filter(rule -> !overrides.by(rule).isEmpty())
                .map(rule -> rule + " opens what constraints of the application protect: "
                        + BoundedList.of(overrides.by(rule)))
                .toList();
    }

    private List<String> by(OpenRule rule) {
        return patterns.stream().filter(pattern -> meet(rule, pattern)).toList();
    }

    /** Whether a path is both open and covered. */
    private boolean meet(OpenRule rule, String pattern) {
        String path = rule.path().orElse("");
        boolean isPrefix = rule.isPrefix() || rule.path().isEmpty();
        if (isPrefix && contextPath.startsWith(path)) {
            return true; // all of the application is open
        }
        if (!path.startsWith(contextPath + "/") && !path.equals(contextPath)) {
            return false; // a rule for another application
        }
        String inside = path.substring(contextPath.length());
        return isPrefix ? meetsPrefix(inside, pattern) : covers(pattern, inside);
    }

    private static boolean meetsPrefix(String prefix, String pattern) {
        if (pattern.startsWith("*.") || pattern.equals("/")) {
            return true;
        }
        String covered = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 1) : pattern;
        return covered.startsWith(prefix)
                || (pattern.endsWith("/*") && prefix.startsWith(covered))
                || (pattern.isEmpty() && prefix.equals("/"));
    }

    /** As the Servlet specification has it, 12.2. */
    private static boolean covers(String pattern, String path) {
        if (pattern.equals("/")) {
            return true;
        }
        if (pattern.isEmpty()) {
            return path.isEmpty() || path.equals("/");
        }
        if (pattern.endsWith("/*")) {
            String covered = pattern.substring(0, pattern.length() - 2);
            return path.equals(covered) || path.startsWith(covered + "/");
        }
        return pattern.startsWith("*.")
                ? path.substring(path.lastIndexOf('/') + 1).endsWith(pattern.substring(1))
                : path.equals(pattern);
    }
}
