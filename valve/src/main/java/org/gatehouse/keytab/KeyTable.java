package org.gatehouse.keytab;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.crypto.EncryptionType;

/** Keys as people read them: a row for each service name, in the order of the keys. */
public final class KeyTable {
    private KeyTable() {}

    /**
     * What is held for one name.
     *
     * @param versions {@code 7 (6, 5)}: the newest, and those that are still accepted; {@code any} of keys that do not know
     *     theirs
     * @param typeNames {@code aes256-sha1}, {@code aes128-sha1}
     * @param sources {@code conf/http.keytab}
     */
    public record Row(String versions, List<String> typeNames, String sources) {
        public Row {
            typeNames = List.copyOf(typeNames);
        }

        private static Row of(Stream<Long> kvnos, Stream<String> types, Stream<String> sources) {
            List<String> versions = kvnos.distinct()
                    .sorted(Comparator.reverseOrder())
                    .map(ServiceKey::version)
                    .toList();
            return new Row(
                    versions.get(0)
                            + (versions.size() == 1
                                    ? ""
                                    : versions.stream().skip(1).collect(Collectors.joining(", ", " (", ")"))),
                    types.distinct().toList(),
                    sources.distinct().collect(Collectors.joining(", ")));
        }

        /** {@code kvno 7 (6, 5)}. */
        public String kvnos() {
            return "kvno " + versions;
        }

        /** {@code aes256-sha1 aes128-sha1}, for a column. */
        public String types() {
            return String.join(" ", typeNames);
        }

        /** {@code kvno 7 (6, 5), aes256-sha1, aes128-sha1}, for a sentence. */
        public String sentence() {
            return kvnos() + ", " + String.join(", ", typeNames);
        }

        /** Without the files: moving a key from one to another changes nothing for tickets. */
        @Override
        public String toString() {
            return kvnos() + " " + types();
        }
    }

    /** Of the keys that are in use. */
    public static Map<String, Row> byService(ServiceKeys keys) {
        Map<String, List<ServiceKey>> byService = keys.all().stream()
                .collect(Collectors.groupingBy(ServiceKey::service, LinkedHashMap::new, Collectors.toList()));
        Map<String, Row> rows = new LinkedHashMap<>();
        byService.forEach((service, ofService) -> rows.put(
                service,
                Row.of(
                        ofService.stream().map(ServiceKey::kvno),
                        ofService.stream().map(key -> key.type().shortName()),
                        ofService.stream().map(key -> key.source().toString()))));
        return rows;
    }

    /**
     * Of entries of one name, whatever their types are.
     *
     * @param entries at least one
     */
    public static Row of(List<Keytab.Entry> entries, String source) {
        return Row.of(
                entries.stream().map(Keytab.Entry::kvno),
                entries.stream().map(entry -> EncryptionType.describe(entry.etype())),
                Stream.of(source));
    }
}
