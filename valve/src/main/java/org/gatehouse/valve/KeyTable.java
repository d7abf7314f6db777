package org.gatehouse.valve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;

/** Keys as people read them: a row for each service name, in the order of the keys. */
final class KeyTable {
    private KeyTable() {}

    /**
     * What is held for one name.
     *
     * @param kvnos {@code kvno 7 (6, 5)}: the newest, and those that are still accepted; {@code kvno any} of keys that
     *     do not know theirs
     * @param types {@code aes256-sha1 aes128-sha1}
     * @param sources {@code conf/http.keytab}
     */
    record Row(String kvnos, String types, String sources) {
        /** Without the files: moving a key from one to another changes nothing for tickets. */
        @Override
        public String toString() {
            return kvnos + " " + types;
        }
    }

    static Map<String, Row> byService(ServiceKeys keys) {
        Map<String, List<ServiceKey>> byService = keys.all().stream()
                .collect(Collectors.groupingBy(ServiceKey::service, LinkedHashMap::new, Collectors.toList()));
        Map<String, Row> rows = new LinkedHashMap<>();
        byService.forEach((service, ofService) ->
                rows.put(service, new Row(versions(ofService), types(ofService), sources(ofService))));
        return rows;
    }

    private static String versions(List<ServiceKey> keys) {
        List<String> kvnos = keys.stream().map(ServiceKey::version).distinct().toList();
        return "kvno "
                + (kvnos.size() == 1
                        ? kvnos.get(0)
                        : kvnos.get(0) + " (" + String.join(", ", kvnos.subList(1, kvnos.size())) + ")");
    }

    private static String sources(List<ServiceKey> keys) {
        return keys.stream().map(key -> key.source().toString()).distinct().collect(Collectors.joining(", "));
    }

    private static String types(List<ServiceKey> keys) {
        return keys.stream().map(key -> key.type().shortName()).distinct().collect(Collectors.joining(" "));
    }
}
