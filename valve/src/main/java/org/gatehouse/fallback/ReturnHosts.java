package org.gatehouse.fallback;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.text.AsciiCase;

/** The hosts that a user may be sent back to by an absolute address. They are compared in full: no wildcards, no parts. */
public final class ReturnHosts {
    /** No other host than that of the request. */
    public static final ReturnHosts NONE = new ReturnHosts(Set.of());

    private static final int MAX_LENGTH = 260;

    /** A DNS name of RFC 1123 §2.1 or an IPv4 address, without a dot at the end; or an IPv6 address in brackets. */
    static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}+(?<=[A-Za-z0-9]))?+"
            + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}+(?<=[A-Za-z0-9]))?+)*+|\\[[0-9A-Fa-f:.]{2,45}+\\])";

    static final String PORT = "[1-9][0-9]{0,4}+";

    private static final Pattern ENTRY = Pattern.compile("(" + HOST + ")(?::(" + PORT + "))?+");

    /** {@code portal.example.com} for the ports that a URL leaves out, {@code portal.example.com:8443} for another. */
    private final Set<String> authorities;

    private ReturnHosts(Set<String> authorities) {
        this.authorities = authorities;
    }

    /**
     * The hosts that an administrator lists.
     *
     * @param entries each a host, or a host with its port
     * @throws IllegalArgumentException if one is neither; ask {@link #isLegal} first
     */
    public static ReturnHosts of(Collection<String> entries) {
        return new ReturnHosts(entries.stream().map(ReturnHosts::authority).collect(Collectors.toUnmodifiableSet()));
    }

    /** Whether this is a host, or a host with its port; not a URL, and without wildcards. */
    public static boolean isLegal(String entry) {
        return entry.length() <= MAX_LENGTH && ENTRY.matcher(entry).matches();
    }

    /**
     * These and the host of a request.
     *
     * @param host as the request has it; one that is not well-formed is not added
     * @param port as the request has it
     */
    public ReturnHosts with(String host, int port) {
        if (!isLegal(host + ":" + port)) {
            return this;
        }
        Set<String> all = new HashSet<>(authorities);
        all.add(authority(host, listed(port)));
        return new ReturnHosts(Set.copyOf(all));
    }

    /** @param port -1 if the URL leaves it out, or need not have it */
    boolean contains(String host, int port) {
        return authorities.contains(authority(host, port));
    }

    private static String authority(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        if (!isLegal(entry) || !parts.matches()) {
            throw new IllegalArgumentException("not a host or a host with its port");
        }
        return authority(parts.group(1), parts.group(2) == null ? -1 : listed(Integer.parseInt(parts.group(2))));
    }

    /** A URL leaves out its scheme's own port. */
    private static int listed(int port) {
        return port == 80 || port == 443 ? -1 : port;
    }

    private static String authority(String host, int port) {
        return AsciiCase.fold(host) + (port < 0 ? "" : ":" + port);
    }
}
