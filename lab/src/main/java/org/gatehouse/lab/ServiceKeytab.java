package org.gatehouse.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** A keytab is the version of its format and entries one after the other, so several can be joined. */
    private static final int VERSION_LENGTH = 2;

    private final Map<Account, List<String>> names = new LinkedHashMap<>();

    ServiceKeytab(List<Account> accounts) {
        Map<String, Integer> owners = new HashMap<>();
        for (Account account : accounts) {
            account.servicePrincipalNames().forEach(name -> owners.merge(lower(name), 1, Integer::sum));
        }
        for (Account account : accounts) {
            // For a name with two owners the KDC gives no ticket, and which key would be the right one nobody knows.
            List<String> own = account.servicePrincipalNames().stream()
                    .filter(name -> SERVICES.stream().anyMatch(lower(name)::startsWith))
                    .filter(name -> owners.getOrDefault(lower(name), 0) == 1)
                    .toList();
            if (!own.isEmpty()) {
                names.put(account, own);
            }
        }
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Writes the file for its owner alone, in one step. */
    void write(Path file, String realm) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            for (Map.Entry<Account, List<String>> entry : names.entrySet()) {
                KeytabFile.write(part, realm, entry.getKey(), entry.getValue());
                byte[] one = Files.readAllBytes(part);
                int from = all.size() == 0 ? 0 : VERSION_LENGTH;
                all.write(one, from, one.length - from);
            }
            Files.write(part, all.toByteArray()); // it is for its owner alone already
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
