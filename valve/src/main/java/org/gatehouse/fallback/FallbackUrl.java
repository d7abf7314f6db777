package org.gatehouse.fallback;

/** The administrator's other sign-in, with the target to return to as its parameter {@code ReturnUrl}. */
public final class FallbackUrl {
    /** In front of the target. */
    public static final String PARAMETER = "ReturnUrl=";

    private final String beforeFragment;
    private final String fragment;

    private FallbackUrl(String beforeFragment, String fragment) {
        this.beforeFragment = beforeFragment;
        this.fragment = fragment;
    }

    /**
     * The sign-in at an address.
     *
     * @param location a path of this site, or an absolute {@code http} or {@code https} address
     * @throws IllegalArgumentException if it is neither; ask {@link #isLegal} first
     */
    public static FallbackUrl of(String location) {
        PageAddress.SITE.check(location);
        int fragment = location.indexOf('#');
        return fragment < 0
                ? new FallbackUrl(location, "")
                : new FallbackUrl(location.substring(0, fragment), location.substring(fragment));
    }

    /** Whether this is a path of this site, or an absolute {@code http} or {@code https} address, percent-encoded. */
    public static boolean isLegal(String location) {
        return PageAddress.SITE.isLegal(location);
    }

    /** The address that leads back to the target. The location's own query stays before it, and its own fragment after. */
    public String to(ReturnTarget target) {
        return beforeFragment + separator() + PARAMETER + PercentEncoding.all(target.location()) + fragment;
    }

    private String separator() {
        if (beforeFragment.indexOf('?') < 0) {
            return "?";
        }
        return beforeFragment.endsWith("?") || beforeFragment.endsWith("&") ? "" : "&";
    }
}
