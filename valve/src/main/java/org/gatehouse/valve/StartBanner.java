package org.gatehouse.valve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.failure.Printable;
import org.gatehouse.kerberos.ServiceKey;
import org.gatehouse.kerberos.ServiceKeys;

/** What the log says once when the valve has started: who it is, and which tickets it accepts. */
final class StartBanner {
    private StartBanner() {}

    /** The lines for an application of this name; the root application has an empty one. */
    static String of(String context, ServiceKeys keys, Instant now) {
        StringBuilder banner = new StringBuilder("Gatehouse ")
                .append(version())
                .append(" on ")
                .append(context.isEmpty() ? "/" : context)
                .append(" · mechanisms kerberos · clock ")
                .append(now.truncatedTo(ChronoUnit.SECONDS));
        Map<String, List<ServiceKey>> byService = keys.all().stream()
                .collect(Collectors.groupingBy(ServiceKey::service, LinkedHashMap::new, Collectors.toList()));
        int width = byService.keySet().stream().mapToInt(String::length).max().orElse(0);
        byService.forEach((service, ofService) -> banner.append(System.lineSeparator())
                .append("  ")
                .append(Printable.of(service))
                .append(" ".repeat(width - service.length() + 3))
                .append("kvno ")
                .append(versions(ofService))
                .append("   ")
                .append(types(ofService))
                .append("   ")
                .append(keys.source()));
        return banner.toString();
    }

    /** {@code 7 (6, 5)}: the newest, and those that are still accepted. */
    private static String versions(List<ServiceKey> keys) {
        List<String> kvnos =
                keys.stream().map(key -> Long.toString(key.kvno())).distinct().toList();
        return kvnos.size() == 1
                ? kvnos.get(0)
                : kvnos.get(0) + " (" + String.join(", ", kvnos.subList(1, kvnos.size())) + ")";
    }

    private static String types(List<ServiceKey> keys) {
        return keys.stream().map(key -> key.type().shortName()).distinct().collect(Collectors.joining(" "));
    }

    private static String version() {
        return Optional.ofNullable(StartBanner.class.getPackage().getImplementationVersion())
                .orElse("(development)");
    }
}
