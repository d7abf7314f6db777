package org.gatehouse.http.forwarded;

import java.util.Optional;
import org.gatehouse.conditions.address.IpAddress;

/**
 * What one proxy says of the request that it got.
 *
 * @param from who sent it; empty if the proxy hides it, does not know it, or says nothing of it
 * @param isSilent whether it says nothing of it, as an element of {@code Forwarded} without {@code for}
 * @param host which host it was for
 * @param proto by which scheme it came
 */
record Hop(Optional<IpAddress> from, boolean isSilent, Optional<String> host, Optional<String> proto) {
    /** An element of {@code X-Forwarded-For}, which says nothing else; empty if it is {@link NearestFirst#UNREADABLE}. */
    static Optional<Hop> plain(String element) {
        return element.isEmpty()
                ? Optional.empty()
                : Optional.of(new Hop(NodeName.loose(element), false, Optional.empty(), Optional.empty()));
    }
}
