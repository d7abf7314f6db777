package org.gatehouse.lab.directory.domain;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.gatehouse.lab.directory.file.Domain;
import org.gatehouse.lab.directory.store.DomainStore;

/** Finds users, computers and groups by what people call them. */
final class PrincipalNames {
    private static final int MAX_SHOWN = 100;

    private final Domain domain;
    private final DomainStore store;

    PrincipalNames(Domain domain, DomainStore store) {
        this.domain = domain;
        this.store = store;
    }

    /**
     * The entries that a name may mean: by the DN; by the {@code sAMAccountName}, of a computer without its dollar sign too,
     * alone or after {@code LAB\}; by the {@code userPrincipalName}; or by the implicit one, which every account has beside
     * that, made of the {@code sAMAccountName} and the domain's name ([MS-ADTS] 5.1.1.1.1).
     */
    List<Entry> find(String name) {
        if (name.contains("=")) {
            Optional<Entry> named = store.resolve(name).flatMap(store::lookup).filter(PrincipalNames::isPrincipal);
            if (named.isPresent()) {
                return List.of(named.get());
            }
        }
        String ownPrefix = domain.netBiosName() + "\\";
        String local = name.regionMatches(true, 0, ownPrefix, 0, ownPrefix.length())
                ? name.substring(ownPrefix.length())
                : name;
        List<Entry> found = local.isEmpty() ? List.of() : store.find(local, "sAMAccountName", "userPrincipalName");
        if (found.isEmpty() && !local.isEmpty()) {
            found = store.find(local + "$", "sAMAccountName");
        }
        String ownSuffix = "@" + domain.dnsName();
        if (found.isEmpty() && name.toLowerCase(Locale.ROOT).endsWith(ownSuffix)) {
            found = store.find(name.substring(0, name.length() - ownSuffix.length()), "sAMAccountName");
        }
        return found.stream().filter(PrincipalNames::isPrincipal).toList();
    }

    /** The only entry that is meant, for an administrator who wants to do something to it. */
    Entry require(String name) throws AdministrationException {
        List<Entry> found = find(name);
        if (found.isEmpty()) {
            throw new AdministrationException("The domain " + domain.dnsName() + " has no account " + shown(name));
        }
        if (found.size() > 1) {
            List<String> names =
                    found.stream().map(entry -> entry.getDn().getName()).toList();
            throw new AdministrationException(shown(name) + " may be any of " + String.join("; ", names)
                    + ": name the one that you mean by its DN");
        }
        return found.get(0);
    }

    /** Like {@link #require}, but a group is none. */
    Entry requireAccount(String name) throws AdministrationException {
        Entry entry = require(name);
        if (!entry.hasObjectClass("user")) {
            throw new AdministrationException(shown(name) + " is a group (" + entry.getDn() + "), not an account");
        }
        return entry;
    }

    /** A name from outside for a message on a terminal. */
    static String shown(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Cf}]", "\ufffd");
        return printable.length() > MAX_SHOWN ? printable.substring(0, MAX_SHOWN) + "..." : "\"" + printable + "\"";
    }

    private static boolean isPrincipal(Entry entry) {
        return entry.hasObjectClass("user") || entry.hasObjectClass("group");
    }
}
