package org.gatehouse.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.WindowsAccount;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Invisible;

/**
 * How applications are told a user's name. Two accounts never share one, except for those of several realms that the
 * administrator names for short names. A domain controller of another realm writes whatever it likes into the PAC of its own
 * users, so the part that names the domain is checked against the realm.
 *
 * @param realms of {@link UserNameStyle#SAM}: those whose users get the short name. Of {@link UserNameStyle#DOMAIN_SAM}: the NetBIOS names
 *     of other realms. In lower case
 */
public record UserNameFormat(UserNameStyle style, Map<String, String> realms, UserNameCase userNameCase) {
    public static final UserNameFormat STANDARD =
            new UserNameFormat(UserNameStyle.PRINCIPAL, Map.of(), UserNameCase.AS_ISSUED);

    private static final Pattern REALM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
    /** [MS-ADTS] 3.1.1.3.1.5.3 and the names that NetBIOS takes. */
    private static final Pattern REALM_AND_DOMAIN =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}=[^\\s,=\\\\/:*?\"<>|@]{1,15}");
    /** What no SAM name contains, and what separates the parts of other forms. */
    private static final Pattern SEPARATOR = Pattern.compile("[@\\\\/]");

    public UserNameFormat {
        realms = Map.copyOf(realms);
    }

    /**
     * Reads {@code principal}, {@code upn}, {@code sam EXAMPLE.COM} or {@code domain-sam PARTNER.COM=PARTNER}.
     *
     * @return empty if it is none of them
     */
    public static Optional<UserNameFormat> of(List<String> words) {
        Optional<UserNameStyle> style = Arrays.stream(UserNameStyle.values())
                .filter(value -> value.attributeValue().equals(words.get(0)))
                .findFirst();
        List<String> rest = words.subList(1, words.size());
        return style.filter(value -> fit(value, rest)).map(value -> {
            Map<String, String> realms = new TreeMap<>();
            rest.forEach(word -> realms.put(AsciiCase.fold(realm(word)), netbiosDomain(word)));
            return new UserNameFormat(value, realms, UserNameCase.AS_ISSUED);
        });
    }

    private static boolean fit(UserNameStyle style, List<String> rest) {
        return differ(rest.stream().map(UserNameFormat::realm))
                && switch (style) {
                    case PRINCIPAL, UPN -> rest.isEmpty();
                    case SAM -> !rest.isEmpty() && rest.stream().allMatch(REALM.asMatchPredicate());
                    case DOMAIN_SAM ->
                        rest.stream().allMatch(REALM_AND_DOMAIN.asMatchPredicate())
                                && differ(rest.stream().map(UserNameFormat::netbiosDomain));
                };
    }

    private static boolean differ(Stream<String> names) {
        Set<String> folded = new HashSet<>();
        return names.map(AsciiCase::fold).allMatch(folded::add);
    }

    private static String realm(String word) {
        int at = word.indexOf('=');
        return at < 0 ? word : word.substring(0, at);
    }

    private static String netbiosDomain(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    /** The same in a case. */
    public UserNameFormat in(UserNameCase other) {
        return new UserNameFormat(style, realms, other);
    }

    /** What two accounts can share a name by, one clause each; empty if they never do. */
    public List<String> risks() {
        List<String> risks = new ArrayList<>();
        if (style == UserNameStyle.SAM && realms.size() > 1) {
            risks.add("users of " + realmNames() + " who have the same SAM name are one user to the application");
        }
        if (style == UserNameStyle.UPN) {
            risks.add("a UPN of your own domain that ends in the name of another realm can be that of a user there");
            risks.add(
                    "a user without a UPN has one made of SAM name and domain, and an administrator of the domain can give"
                            + " another user the same");
        }
        if (showsPrincipals() && userNameCase == UserNameCase.LOWER) {
            risks.add("a KDC that tells Alice from alice, as MIT's does, has two users who are one to the application");
        }
        return risks;
    }

    /** Realms whose users this format refuses, all of them, since their NetBIOS name is not written; in upper case. */
    public List<String> refused(Set<String> keyRealms) {
        return style == UserNameStyle.DOMAIN_SAM && keyRealms.size() > 1
                ? keyRealms.stream()
                        .filter(realm -> !realms.containsKey(realm))
                        .map(AsciiCase::upper)
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Of users of some realm at least; they need no PAC. */
    private boolean showsPrincipals() {
        return style == UserNameStyle.PRINCIPAL || style == UserNameStyle.SAM;
    }

    /**
     * The names of a user. A realm's word is enough for its own names only if no other realm can have the same: it must be the
     * one realm that the service has keys of. The KDCs of several would each be believed.
     *
     * @param keyRealms of all keys of the service, in lower case
     * @throws RefusedException if the domain did not say what the format needs, or speaks for another domain
     */
    public Identity.Names namesOf(Identity identity, Set<String> keyRealms) throws RefusedException {
        boolean own = keyRealms.equals(Set.of(AsciiCase.fold(identity.realm())));
        String shown = switch (style) {
            case PRINCIPAL -> principal(identity);
            case UPN -> upn(identity, own);
            case SAM -> realms.containsKey(AsciiCase.fold(identity.realm())) ? sam(identity) : principal(identity);
            case DOMAIN_SAM -> domain(identity, own) + "\\" + sam(identity);
        };
        return new Identity.Names(shown, principal(identity));
    }

    private String principal(Identity identity) {
        return userNameCase.applied(identity.name()) + "@" + identity.realm();
    }

    private String upn(Identity identity, boolean own) throws RefusedException {
        String upn = account(identity)
                .userPrincipalName()
                .orElseThrow(() -> UserNameRefusals.missing(identity, this, "UPN"));
        int at = upn.lastIndexOf('@');
        String suffix = upn.substring(at + 1);
        if (at < 1 || suffix.isEmpty() || Invisible.firstOf(upn).isPresent()) {
            throw UserNameRefusals.unusable(identity, this, "UPN", upn);
        }
        if (!own && !AsciiCase.isSame(suffix, identity.realm())) {
            throw UserNameRefusals.ofAnotherDomain(identity, "UPN", upn);
        }
        return userNameCase.applied(upn.substring(0, at)) + upn.substring(at);
    }

    private String sam(Identity identity) throws RefusedException {
        String name = account(identity).samAccountName();
        if (name.isEmpty()) {
            throw UserNameRefusals.missing(identity, this, "SAM name");
        }
        if (SEPARATOR.matcher(name).find() || Invisible.firstOf(name).isPresent()) {
            throw UserNameRefusals.unusable(identity, this, "SAM name", name);
        }
        return userNameCase.applied(name);
    }

    private String domain(Identity identity, boolean own) throws RefusedException {
        String domain = account(identity).netbiosDomain();
        if (domain.isEmpty()) {
            throw UserNameRefusals.missing(identity, this, "NetBIOS domain");
        }
        if (SEPARATOR.matcher(domain).find() || Invisible.firstOf(domain).isPresent()) {
            throw UserNameRefusals.unusable(identity, this, "NetBIOS domain", domain);
        }
        Optional<String> named = Optional.ofNullable(realms.get(AsciiCase.fold(identity.realm())));
        boolean isConnected = named.isPresent()
                ? AsciiCase.isSame(named.get(), domain)
                : own && realms.values().stream().noneMatch(other -> AsciiCase.isSame(other, domain));
        if (!isConnected) {
            throw UserNameRefusals.ofAnotherDomain(identity, "NetBIOS domain", domain);
        }
        return named.orElse(domain);
    }

    private WindowsAccount account(Identity identity) throws RefusedException {
        return identity.authorization()
                .map(Authorization::account)
                .orElseThrow(() -> UserNameRefusals.noAccount(identity, this));
    }

    private String realmNames() {
        return realms.keySet().stream().map(AsciiCase::upper).sorted().collect(Collectors.joining(" and "));
    }

    /** As the attribute has it. */
    @Override
    public String toString() {
        Stream<String> words = realms.entrySet().stream()
                .map(entry -> style == UserNameStyle.SAM
                        ? AsciiCase.upper(entry.getKey())
                        : AsciiCase.upper(entry.getKey()) + "=" + entry.getValue())
                .sorted();
        return Stream.concat(Stream.of(style.attributeValue()), words).collect(Collectors.joining(" "));
    }
}
