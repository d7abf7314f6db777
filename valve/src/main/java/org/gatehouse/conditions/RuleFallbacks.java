package org.gatehouse.conditions;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fallbacks that the rules name.
 *
 * @param ofSections for the rules of a section that have none of their own
 * @param named all of them, those of single rules as well
 */
public record RuleFallbacks(Map<RuleKind, FallbackKind> ofSections, Set<FallbackKind> named) {
    static final RuleFallbacks NONE = new RuleFallbacks(Map.of(), Set.of());

    public RuleFallbacks {
        ofSections = Map.copyOf(ofSections);
        named = Set.copyOf(named);
    }

    Optional<FallbackKind> of(RuleKind section) {
        return Optional.ofNullable(ofSections.get(section));
    }
}
