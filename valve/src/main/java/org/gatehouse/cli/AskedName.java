package org.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A host for which browsers ask tickets when somebody opens an address.
 *
 * @param who asks so
 * @param usual whether that is what most do; the others are set up otherwise, or seldom
 */
record AskedName(String host, String who, boolean usual) {
    private static final String EVERYBODY = "browsers";
    /**
     * Chromium asks its resolver for the canonical name, Firefox does on Windows; elsewhere it leaves the name to GSS, as
     * curl does, and MIT's library looks for the canonical one.
     */
    private static final String CANONICAL = "Chrome, Edge and Firefox";

    private static final String TYPED =
            "curl on Windows, and Chrome and Edge with the policy DisableAuthNegotiateCnameLookup,";
    private static final String REVERSE =
            "programs with MIT's library (curl on Linux), unless krb5.conf has rdns = false,";

    /** The hosts that are asked for at {@code host}, the usual one first. */
    static List<AskedName> at(HostName host, Resolution resolution) {
        String typed = host.folded();
        String canonical = resolution.canonical().orElse(typed);
        List<AskedName> asked = new ArrayList<>();
        if (canonical.equals(typed)) {
            asked.add(new AskedName(typed, EVERYBODY, true));
        } else {
            asked.add(new AskedName(canonical, CANONICAL, true));
            asked.add(new AskedName(typed, TYPED, false));
        }
        resolution
                .reverse()
                .filter(reverse -> !reverse.equals(typed) && !reverse.equals(canonical))
                .filter(reverse -> new HostName(reverse).defect().isEmpty())
                .ifPresent(reverse -> asked.add(new AskedName(reverse, REVERSE, false)));
        return asked;
    }

    String spn() {
        return ServicePrincipal.HTTP + "/" + host;
    }
}
