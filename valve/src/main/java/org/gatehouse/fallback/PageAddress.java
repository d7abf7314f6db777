package org.gatehouse.fallback;

import java.util.regex.Pattern;

/**
 * What a link of the page may be: a path of this site, or an absolute address of a scheme that runs nothing. It has only the
 * characters of RFC 3986, percent-encoded where needed.
 */
enum PageAddress {
    SITE("https?://"),
    HELP("https?://|mailto:|tel:");

    private static final int MAX_LENGTH = 48 * 1024;

    /** RFC 3986: unreserved, gen-delims, sub-delims and the percent sign. A backslash is not among them. */
    private static final String SIGNS = PercentEncoding.UNRESERVED + ":/?#[]@!$&'()*+,;=%";

    private final Pattern start;

    /** @param schemes as an expression, each with what stands before its first own character */
    PageAddress(String schemes) {
        this.start = Pattern.compile("/(?!/)|(?i:" + schemes + ")[^/?#]");
    }

    /** @throws IllegalArgumentException without the address, which may be from outside */
    void check(String address) {
        if (!isLegal(address)) {
            throw new IllegalArgumentException("the page must not lead to this address");
        }
    }

    boolean isLegal(String address) {
        return address.length() <= MAX_LENGTH
                && address.chars().allMatch(c -> SIGNS.indexOf(c) >= 0)
                && start.matcher(address).lookingAt();
    }
}
