package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The value of a Content-Security-Policy header: nothing is allowed but what is added. */
final class ContentPolicy {
    private final Map<String, String> directives = new LinkedHashMap<>();

    ContentPolicy(boolean hasForm) {
        with("default-src", "'none'").with("base-uri", "'none'").with("frame-ancestors", "'self'");
        with("form-action", hasForm ? "'self'" : "'none'");
    }

    ContentPolicy with(String directive, String sources) {
        directives.put(directive, sources);
        return this;
    }

    /** The source that allows exactly this inline script or style. */
    static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return directives.entrySet().stream()
                .map(directive -> directive.getKey() + " " + directive.getValue())
                .collect(Collectors.joining("; "));
    }
}
