package org.gatehouse.lab.command;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainPolicy;

/**
 * The {@code ldapsearch} line that shows something, to be pasted into a shell. It binds as one of the sample users, whose
 * passwords everybody knows, as long as that user can; a password that was set later is never shown.
 */
final class LdapSearch {
    private static final Set<String> NOT_PEOPLE = Set.of("krbtgt", "administrator");

    private final LabControl lab;
    private final List<Sample> samples;

    /** A user as it was at the start. */
    private record Sample(Holder atStart) {
        RealmControl realm() {
            return atStart.realm();
        }

        /** Whether the password is the one that everybody knows, and is good for a logon. */
        boolean canBind() {
            DomainPolicy policy = realm().domainPolicy();
            Instant now = realm().clock().instant();
            return realm().administration()
                    .find(atStart.name())
                    .filter(account -> account.password().text().equals(password()))
                    .filter(account -> policy.restriction(account, now).isEmpty())
                    .filter(account -> policy.passwordRestriction(account, now).isEmpty())
                    .isPresent();
        }

        String name() {
            return Shell.quoted(atStart.distinguishedName());
        }

        String password() {
            return atStart.account().password().text();
        }
    }

    LdapSearch(LabControl lab) {
        this.lab = lab;
        this.samples = lab.realms().stream()
                .flatMap(realm -> realm.administration().accounts().stream()
                        .filter(LdapSearch::isPerson)
                        .map(account -> new Sample(new Holder(realm, account))))
                .toList();
    }

    /** Reading needs no administrator. */
    private static boolean isPerson(Account account) {
        return account.kind() == Account.Kind.USER
                && account.servicePrincipalNames().isEmpty()
                && !NOT_PEOPLE.contains(account.samAccountName().toLowerCase(Locale.ROOT));
    }

    /** All entries with this value. */
    String withValue(RealmControl realm, String attribute, String value, String... shown) {
        return line(realm, "", "(" + attribute + "=" + escaped(value) + ")", shown);
    }

    /** An account's entry. */
    String account(Holder holder, String... shown) {
        return withValue(holder.realm(), "sAMAccountName", holder.name(), shown);
    }

    /** The domain's own entry. */
    String domain(RealmControl realm, String... shown) {
        return line(realm, "-s base ", "(objectClass=*)", shown);
    }

    private String line(RealmControl realm, String scope, String filter, String... shown) {
        return "ldapsearch -x -LLL -o ldif-wrap=no -H ldap://"
                + lab.ldap().getAddress().getHostAddress() + ":"
                + lab.ldap().getPort() + bind(realm) + " -b " + Shell.quoted(realm.suffix()) + " "
                + scope + Shell.quoted(filter) + " " + String.join(" ", shown);
    }

    /** A user of the same domain if there is one: others may not be allowed to read it. */
    private String bind(RealmControl realm) {
        Optional<Sample> sample = samples.stream()
                .filter(it -> it.realm().name().equals(realm.name()) && it.canBind())
                .findFirst()
                .or(() -> samples.stream().filter(Sample::canBind).findFirst());
        return sample.map(it -> " -D " + it.name() + " -w " + Shell.quoted(it.password()))
                .orElseGet(() -> samples.stream()
                        .findFirst()
                        .map(it -> " -D " + it.name() + " -W")
                        .orElse(""));
    }

    /** RFC 4515 section 3. */
    private static String escaped(String value) {
        return value.replace("\\", "\\5c")
                .replace("*", "\\2a")
                .replace("(", "\\28")
                .replace(")", "\\29");
    }
}
