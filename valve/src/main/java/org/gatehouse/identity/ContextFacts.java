package org.gatehouse.identity;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client asked for when it signed in (RFC 4121 §4.1.1).
 *
 * @param flags of RFC 4121 §4.1.1.1
 * @param mutual whether it asked this server to prove who it is
 * @param channelBound whether it says which TLS channel it uses
 * @param delegated whether it sent a ticket-granting ticket along
 */
public record ContextFacts(long flags, boolean mutual, boolean channelBound, boolean delegated) {
    /** Bit 0 first; RFC 4121 §4.1.1.1, RFC 4757 §7.1 for the last three. */
    private static final List<String> NAMES = List.of(
            "deleg",
            "mutual",
            "replay",
            "sequence",
            "conf",
            "integ",
            "",
            "",
            "",
            "",
            "",
            "",
            "dce-style",
            "identify",
            "extended-error");

    /** {@code mutual}, {@code replay}, …: the flags that have a name, in the order of their bits. */
    public List<String> flagNames() {
        List<String> names = new ArrayList<>();
        for (int bit = 0; bit < NAMES.size(); bit++) {
            if ((flags >>> bit & 1) != 0 && !NAMES.get(bit).isEmpty()) {
                names.add(NAMES.get(bit));
            }
        }
        return names;
    }
}
