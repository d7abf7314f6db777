package org.gatehouse.acceptor;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.text.AsciiCase;

/**
 * Which realms a ticket's client may come from and through. Anyone who has a key of a realm (its KDC first of
 * all) can make up tickets for users of any realm. So the keys of one realm do not vouch for users of another that has keys of
 * its own here, unless the administrator says so.
 *
 * @param listed realms in lower case; empty to leave the choice to the KDC, which issues no ticket to a realm that it does not
 *     trust, and checks those between
 * @param vouching by the realm of a key, in lower case: realms whose users its tickets may be for, whatever is listed
 */
public record TrustedRealms(Optional<Set<String>> listed, Map<String, Set<String>> vouching) {
    /** Every realm that the KDC trusts, except for those that have keys here. */
    public static final TrustedRealms OF_THE_KDC = new TrustedRealms(Optional.empty(), Map.of());

    private static final String VOUCHES_FOR = ">";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,252}";
    private static final Pattern REALM = Pattern.compile(NAME);
    private static final Pattern PAIR = Pattern.compile("(" + NAME + ")" + VOUCHES_FOR + "(" + NAME + ")");

    public TrustedRealms {
        listed = listed.map(TrustedRealms::folded);
        vouching = Map.copyOf(vouching);
    }

    /** Whether this is a realm, or two such as {@code PARTNER.COM>EXAMPLE.COM}. */
    public static boolean isElement(String text) {
        return REALM.matcher(text).matches()
                || (PAIR.matcher(text).matches() && !AsciiCase.isSame(before(text), after(text)));
    }

    /**
     * Makes a list of its elements. One that has pairs alone leaves the other realms to the KDC, as no list does.
     *
     * @param elements each of which {@link #isElement} takes
     */
    public static TrustedRealms of(Collection<String> elements) {
        Set<String> listed = new HashSet<>();
        Map<String, Set<String>> vouching = new HashMap<>();
        for (String element : elements) {
            if (element.contains(VOUCHES_FOR)) {
                vouching.computeIfAbsent(AsciiCase.fold(before(element)), realm -> new HashSet<>())
                        .add(AsciiCase.fold(after(element)));
            } else {
                listed.add(element);
            }
        }
        return new TrustedRealms(listed.isEmpty() ? Optional.empty() : Optional.of(listed), vouching);
    }

    /** Whether a ticket that a key of {@code keyRealm} decrypts may be for users of a realm, or come through it. */
    boolean trusts(String realm, String keyRealm) {
        return isVouchedFor(realm, keyRealm) || listed.isEmpty() || listed.get().contains(AsciiCase.fold(realm));
    }

    /** Whether the realm is the key's own, or one that its keys vouch for. */
    boolean isVouchedFor(String realm, String keyRealm) {
        return AsciiCase.isSame(realm, keyRealm)
                || vouching.getOrDefault(AsciiCase.fold(keyRealm), Set.of()).contains(AsciiCase.fold(realm));
    }

    /** As the attribute has it, in the order of the alphabet; empty if it is left out. */
    @Override
    public String toString() {
        Stream<String> pairs = vouching.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(realm -> entry.getKey() + VOUCHES_FOR + realm));
        return Stream.concat(listed.orElse(Set.of()).stream(), pairs)
                .map(AsciiCase::upper)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String before(String pair) {
        return pair.substring(0, pair.indexOf(VOUCHES_FOR));
    }

    private static String after(String pair) {
        return pair.substring(pair.indexOf(VOUCHES_FOR) + 1);
    }

    private static Set<String> folded(Set<String> realms) {
        return realms.stream().map(AsciiCase::fold).collect(Collectors.toUnmodifiableSet());
    }
}
