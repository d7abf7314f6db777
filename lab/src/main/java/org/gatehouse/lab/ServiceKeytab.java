package org.gatehouse.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.KeytabFile;

/**
 * The keytab of the lab's Tomcat. Every host name of the domain leads to this one Tomcat, so it holds the keys of every
 * account that owns a name which a browser can ask for.
 */
final class ServiceKeytab {
    /** HTTP, and what stands for it where it is missing. */
    private static final List<String> SERVICES = List.of("http/", "host/");

    private static final int VERSION_LENGTH = 2;

    private ServiceKeytab() {}

    static void write(Path file, String realm, List<Account> accounts) throws IOException {
        Map<String, Integer> owners = new HashMap<>();
        for (Account account : accounts) {
            for (String name : account.servicePrincipalNames()) {
                owners.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Account account : accounts) {
            List<String> names = account.servicePrincipalNames().stream()
                    .filter(name -> SERVICES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith))
                    .filter(name -> owners.getOrDefault(name.toLowerCase(Locale.ROOT), 0) == 1)
                    .toList();
            if (!names.isEmpty()) {
                KeytabFile.write(file, realm, account, names);
                byte[] one = Files.readAllBytes(file);
                all.write(
                        one, all.size() == 0 ? 0 : VERSION_LENGTH, one.length - (all.size() == 0 ? 0 : VERSION_LENGTH));
            }
        }
        Files.write(file, all.toByteArray());
    }
}
