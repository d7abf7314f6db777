package org.gatehouse.fallback;

import java.time.Duration;
import java.util.Optional;

/**
 * What one page is about.
 *
 * @param technical code and reference; empty before anything was refused
 * @param optOut for how long automatic sign-in is off from now on, if it is
 */
public record PageFacts(
        Situation situation, Optional<Technical> technical, PageLinks links, Optional<Duration> optOut) {
    public static PageFacts of(Situation situation, PageLinks links) {
        return new PageFacts(situation, Optional.empty(), links, Optional.empty());
    }

    public static PageFacts of(Situation situation, Technical technical, PageLinks links) {
        return new PageFacts(situation, Optional.of(technical), links, Optional.empty());
    }

    public PageFacts withOptOut(Duration duration) {
        return new PageFacts(situation, technical, links, Optional.of(duration));
    }
}
