package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.text.Printable;

/** What has changed from one set of keys to another, in words. */
final class KeyChange {
    private KeyChange() {}

    /** {@code HTTP/portal.example.com@EXAMPLE.COM kvno 7 aes256-sha1; …}, where there was no key before. */
    static String describe(ServiceKeys keys) {
        List<String> rows = new ArrayList<>();
        KeyTable.byService(keys).forEach((service, row) -> rows.add(Printable.of(service) + " " + row));
        return String.join("; ", rows);
    }

    /** {@code HTTP/portal@EXAMPLE.COM kvno 8 (7) aes256-sha1, was kvno 7 aes256-sha1; HTTP/old@EXAMPLE.COM removed}. */
    static String describe(ServiceKeys before, ServiceKeys after) {
        Map<String, KeyTable.Row> old = KeyTable.byService(before);
        Map<String, KeyTable.Row> now = KeyTable.byService(after);
        List<String> changes = new ArrayList<>();
        now.forEach((service, keys) -> {
            Optional<KeyTable.Row> was = Optional.ofNullable(old.get(service));
            if (was.isEmpty()) {
                changes.add(Printable.of(service) + " added, " + keys);
            } else if (!was.get().toString().equals(keys.toString())) {
                changes.add(Printable.of(service) + " " + keys + ", was " + was.get());
            }
        });
        old.keySet().stream()
                .filter(service -> !now.containsKey(service))
                .forEach(service -> changes.add(Printable.of(service) + " removed"));
        return changes.isEmpty() ? "names, versions and types are the same as before" : String.join("; ", changes);
    }
}
