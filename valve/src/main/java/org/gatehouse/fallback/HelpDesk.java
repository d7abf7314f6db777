package org.gatehouse.fallback;

import java.util.Optional;

/**
 * Where users get help, as the administrator has written it.
 *
 * @param url {@code https:}, {@code http:}, {@code mailto:}, {@code tel:} or a path of this site
 * @param text plain text, such as a telephone number
 */
public record HelpDesk(Optional<String> url, Optional<String> text) {
    public static final HelpDesk UNKNOWN = new HelpDesk(Optional.empty(), Optional.empty());

    /**
     * A checked URL, and a text.
     *
     * @throws IllegalArgumentException if the page must not lead to the URL; ask {@link #isLegal} first
     */
    public HelpDesk {
        url.ifPresent(PageAddress.HELP::check);
    }

    /** Whether the page may lead to this URL. */
    public static boolean isLegal(String url) {
        return PageAddress.HELP.isLegal(url);
    }
}
