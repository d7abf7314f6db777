package org.gatehouse.valve;

import java.time.InstantSource;
import java.util.Optional;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.fallback.PageFacts;
import org.gatehouse.fallback.PageLinks;
import org.gatehouse.fallback.PageRenderer;
import org.gatehouse.fallback.Situation;
import org.gatehouse.fallback.Technical;

/**
 * Says what the page of one request shows: in which style, and which ways lead on from it.
 *
 * @param ways from a request whose user is not signed in
 * @param clock tells when it was
 */
record Guide(PageRenderer renderer, Ways ways, InstantSource clock) {
    /** Knows the ways on from a request. */
    @FunctionalInterface
    interface Ways {
        /**
         * What the user meets, and where they can go on.
         *
         * @param ofRule what stands in for the sign-in by the rule that says so
         */
        WaysOn.Signpost from(Situation situation, Optional<FallbackKind> ofRule);
    }

    /** Knows no other way than the same address once more. */
    static Guide plain(PageRenderer renderer, InstantSource clock) {
        return new Guide(
                renderer,
                (situation, ofRule) ->
                        new WaysOn.Signpost(situation, PageLinks.NONE.withTryAgain(PageLinks.SAME_ADDRESS)),
                clock);
    }

    Technical technical(String code, String reference) {
        return new Technical(code, reference, clock.instant());
    }

    PageFacts facts(WaysOn.Signpost signpost, Optional<Technical> technical) {
        return new PageFacts(signpost.situation(), technical, signpost.links(), Optional.empty());
    }
}
