package org.gatehouse.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;

/**
 * The keytab of the lab's Tomcat. Every host name of the lab's domains leads to this one Tomcat, so it holds the keys of
 * every account that owns a name which a browser can ask for.
 */
final class ServiceKeytab {
    /** HTTP, and what stands for it where it is missing. */
    private static final List<String> SERVICES = List.of("http/", "host/");

    private final List<KeytabPrincipal> principals;

    private ServiceKeytab(List<KeytabPrincipal> principals) {
        this.principals = principals;
    }

    /** The keys that the accounts have now. */
    static ServiceKeytab of(List<LabRealm> realms) {
        List<KeytabPrincipal> principals = new ArrayList<>();
        for (LabRealm realm : realms) {
            Set<String> taken = new HashSet<>();
            for (Account account : realm.directory().accounts().all()) { // the oldest first
                // Whoever had a name first has its keytab: a second owner is a mistake that somebody makes later.
                List<String> own = account.servicePrincipalNames().stream()
                        .filter(name -> SERVICES.stream().anyMatch(lower(name)::startsWith))
                        .filter(name -> taken.add(lower(name)))
                        .toList();
                if (!own.isEmpty()) {
                    AccountKeys keys = AccountKeys.of(realm.name(), account);
                    own.forEach(name -> principals.add(new KeytabPrincipal(realm.name(), name, keys)));
                }
            }
        }
        return new ServiceKeytab(principals);
    }

    /** Whether one of the accounts is the one that gets tickets for a host's web pages. */
    static boolean serves(List<Account> accounts, String host) {
        for (String service : SERVICES) {
            long owners = accounts.stream()
                    .filter(account ->
                            account.servicePrincipalNames().stream().anyMatch((service + host)::equalsIgnoreCase))
                    .count();
            if (owners > 0) {
                return owners == 1; // HOST stands for HTTP only where nobody owns that
            }
        }
        return false;
    }

    /** Writes the file for its owner alone, in one step. */
    void write(Path file) throws IOException {
        AccountKeytab.write(file, principals);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
