package org.gatehouse.fallback;

import java.util.regex.Pattern;

/**
 * Where the page goes on to by itself. Its script adds the fragment of the page's own address, percent-encoded: the target
 * to return to is therefore the last parameter, so that the fragment becomes a part of it.
 *
 * @param url such as {@code /app/gatehouse-sso/go?return=%2Fapp%2Fcases%3Fid%3D7}
 */
public record Continuation(String url) {
    /** The script of the page knows the same names. */
    private static final Pattern ENDS_WITH_TARGET = Pattern.compile("[?&](?:return|to|ReturnUrl)=[^&#]*+$");

    /**
     * A continuation.
     *
     * @throws IllegalArgumentException if the page must not lead there, or the target is not last
     */
    public Continuation {
        PageAddress.SITE.check(url);
        if (!endsWithTarget(url)) {
            throw new IllegalArgumentException("the last parameter is not the target to return to");
        }
    }

    /** Whether a fragment that is added to the address, percent-encoded, becomes a part of the target. */
    static boolean endsWithTarget(String url) {
        return ENDS_WITH_TARGET.matcher(url).find();
    }
}
