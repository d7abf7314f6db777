package org.gatehouse.cli.portalguard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in {@code <SSOConditions>}.
 *
 * @param values of each setting that is there; a list may be there and empty
 * @param unknown names that are not those of a setting
 */
record SsoConditions(Map<SsoSetting, List<SsoEntry>> values, List<SsoEntry> unknown) {
    SsoConditions {
        values = Map.copyOf(values);
        unknown = List.copyOf(unknown);
    }

    /** The entries of a list; empty if the list is not there. */
    Optional<List<SsoEntry>> list(SsoSetting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The entries of a list for which empty means that it is not there. */
    List<SsoEntry> entries(SsoSetting setting) {
        return values.getOrDefault(setting, List.of());
    }
}
