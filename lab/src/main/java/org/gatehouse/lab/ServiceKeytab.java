package org.gatehouse.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.AccountKeys;
import org.gatehouse.lab.kdc.KeytabFile;
import org.gatehouse.lab.kdc.KeytabPrincipal;

/**
 * The keytab of the lab's Tomcat. Every host name of the domain leads to this one Tomcat, so it holds the keys of every
 * account that owns a name which a browser can ask for.
 */
final class ServiceKeytab {
    /** HTTP, and what stands for it where it is missing. */
    private static final List<String> SERVICES = List.of("http/", "host/");

    /** How many accounts have a name, in lower case. */
    private final Map<String, Integer> owners = new HashMap<>();

    private final Map<Account, List<String>> names = new LinkedHashMap<>();

    ServiceKeytab(List<Account> accounts) {
        for (Account account : accounts) {
            account.servicePrincipalNames().forEach(name -> owners.merge(lower(name), 1, Integer::sum));
        }
        for (Account account : accounts) {
            // For a name with two owners the KDC gives no ticket, and which key would be the right one nobody knows.
            List<String> own = account.servicePrincipalNames().stream()
                    .filter(name -> SERVICES.stream().anyMatch(lower(name)::startsWith))
                    .filter(name -> owners(lower(name)) == 1)
                    .toList();
            if (!own.isEmpty()) {
                names.put(account, own);
            }
        }
    }

    /** Whether there are tickets for a host's web pages: HOST stands for HTTP only where nobody owns that. */
    boolean serves(String host) {
        for (String service : SERVICES) {
            int count = owners(service + lower(host));
            if (count > 0) {
                return count == 1;
            }
        }
        return false;
    }

    /** Writes the file for its owner alone, in one step. */
    void write(Path file, String realm) throws IOException {
        List<KeytabPrincipal> principals = new ArrayList<>();
        names.forEach((account, own) -> {
            AccountKeys keys = AccountKeys.of(realm, account);
            own.forEach(name -> principals.add(new KeytabPrincipal(realm, name, keys)));
        });
        KeytabFile.write(file, principals);
    }

    private int owners(String name) {
        return owners.getOrDefault(name, 0);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
