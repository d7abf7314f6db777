package org.gatehouse.cli.spn;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.cli.names.HostName;
import org.gatehouse.kerberos.ServiceName;

/**
 * A host that clients ask tickets for when somebody opens an address.
 *
 * @param who asks for it
 * @param usual whether most clients do; the others are rare or configured differently
 */
record AskedName(String host, String who, boolean usual) {
    private static final String EVERYONE = "browsers";
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
            asked.add(new AskedName(typed, EVERYONE, true));
        } else {
            asked.add(new AskedName(canonical, CANONICAL, true));
            asked.add(new AskedName(typed, TYPED, false));
        }
        resolution
                .reverse()
                .filter(reverse -> !reverse.equals(typed) && !reverse.equals(canonical))
                .filter(ServiceName::isHost)
                .filter(reverse -> !new HostName(reverse).isAddress())
                .ifPresent(reverse -> asked.add(new AskedName(reverse, REVERSE, false)));
        return asked;
    }

    String spn() {
        return ServiceName.HTTP + "/" + host;
    }
}
