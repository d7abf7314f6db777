package org.gatehouse.pac.sids;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.text.AsciiCase;

/**
 * How far the SIDs of each realm's users are believed. The realm of the service is a {@link SidTrust#MEMBER} boundary, every other
 * one {@link SidTrust#QUARANTINED}, unless the administrator says something else.
 *
 * @param byRealm in lower case
 * @param onlyReported whether what would be dropped is kept, and told
 */
public record SidBoundaries(Map<String, SidBoundary> byRealm, boolean onlyReported) {
    public static final SidBoundaries STANDARD = new SidBoundaries(Map.of(), false);

    private static final String REPORT = "report";
    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    private static final Pattern COLON = Pattern.compile(":");

    public SidBoundaries {
        byRealm = Map.copyOf(byRealm);
    }

    /** Whether this is {@code report}, {@code PARTNER.COM=forest} or {@code PARTNER.COM=quarantined:S-1-5-21-1-2-3}. */
    public static boolean isElement(String text) {
        return text.equals(REPORT)
                || (REALM.matcher(realm(text)).matches() && boundary(text).isPresent());
    }

    /**
     * Makes boundaries of the elements of a list.
     *
     * @param elements each of which {@link #isElement} takes
     * @return empty if a realm is named twice
     */
    public static Optional<SidBoundaries> of(Collection<String> elements) {
        Map<String, SidBoundary> byRealm = new TreeMap<>();
        boolean twice = false;
        for (String element : elements) {
            if (!element.equals(REPORT)) {
                SidBoundary boundary = boundary(element).orElseThrow();
                twice |= byRealm.put(AsciiCase.fold(realm(element)), boundary) != null;
            }
        }
        return twice ? Optional.empty() : Optional.of(new SidBoundaries(byRealm, elements.contains(REPORT)));
    }

    private static String realm(String element) {
        int at = element.indexOf('=');
        return at < 0 ? "" : element.substring(0, at);
    }

    private static Optional<SidBoundary> boundary(String element) {
        List<String> parts = List.of(COLON.split(element.substring(element.indexOf('=') + 1), -1));
        Optional<SidTrust> trust = Arrays.stream(SidTrust.values())
                .filter(value -> value.attributeValue().equals(parts.get(0)))
                .findFirst();
        Set<Sid> domains = new HashSet<>();
        for (String part : parts.subList(1, parts.size())) {
            Optional<Sid> domain = Sid.parse(part).filter(DomainSids::isDomain);
            if (domain.isEmpty()) {
                return Optional.empty();
            }
            domains.add(domain.get());
        }
        return trust.map(value -> new SidBoundary(value, domains));
    }

    SidBoundary of(String realm, String serviceRealm) {
        return named(realm).orElse(AsciiCase.isSame(realm, serviceRealm) ? SidBoundary.OWN : SidBoundary.FOREIGN);
    }

    /** The domains that the administrator named for a realm; empty if there are none. */
    Set<Sid> domains(String realm) {
        return named(realm).map(SidBoundary::domains).orElse(Set.of());
    }

    private Optional<SidBoundary> named(String realm) {
        return byRealm.isEmpty() ? Optional.empty() : Optional.ofNullable(byRealm.get(AsciiCase.fold(realm)));
    }

    /** Whether the administrator named the domains of each of these realms, so that none of them can speak for another's. */
    public boolean separate(Set<String> realms) {
        return realms.stream().noneMatch(realm -> domains(realm).isEmpty());
    }

    /** As the attribute has it, in the order of the alphabet; empty if it is left out. */
    @Override
    public String toString() {
        Stream<String> realms = byRealm.entrySet().stream()
                .map(entry -> AsciiCase.upper(entry.getKey()) + "=" + entry.getValue())
                .sorted();
        return Stream.concat(onlyReported ? Stream.of(REPORT) : Stream.empty(), realms)
                .collect(Collectors.joining(" "));
    }
}
