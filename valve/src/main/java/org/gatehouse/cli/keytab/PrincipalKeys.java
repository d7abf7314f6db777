package org.gatehouse.cli.keytab;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.text.Printable;

/** All keys of one principal, of every version and type: at least one. */
public record PrincipalKeys(List<Keytab.Entry> entries) {
    /** Of RFC 3962 and RFC 8009; everything that was there before them is weak. */
    private static final Set<Integer> AES = Set.of(17, 18, 19, 20);

    private static final Set<Integer> AES256 = Set.of(18, 20);

    public PrincipalKeys {
        entries = List.copyOf(entries);
    }

    static boolean isAes(Keytab.Entry entry) {
        return AES.contains(entry.etype());
    }

    static boolean isAes256(Keytab.Entry entry) {
        return AES256.contains(entry.etype());
    }

    PrincipalName name() {
        return entries.get(0).name();
    }

    String realm() {
        return entries.get(0).realm();
    }

    /** {@code HTTP/portal.example.com@EXAMPLE.COM}, fit for a terminal. */
    public String principal() {
        return Printable.of(name().at(realm()));
    }

    /** {@code HTTP/portal.example.com}, as the file has it. */
    String service() {
        return name().toString();
    }

    /** {@code HTTP/portal.example.com}, fit for a terminal. */
    public String spn() {
        return Printable.of(name().toString());
    }

    /** The newest first. */
    List<Long> versions() {
        return entries.stream()
                .map(Keytab.Entry::kvno)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The keys of the newest version. */
    List<Keytab.Entry> newest() {
        long version = versions().get(0);
        return entries.stream().filter(entry -> entry.kvno() == version).toList();
    }

    /** Whether a ticket of the newest version can be decrypted. */
    public boolean isUsable(Set<EncryptionType> accepted) {
        return newest().stream().anyMatch(entry -> entry.usableType(accepted).isPresent());
    }

    /** {@code kvno 7 (6, 5), aes256-sha1, aes128-sha1}. */
    public String summary() {
        return row().sentence();
    }

    KeyTable.Row row() {
        return KeyTable.of(entries, "");
    }

    /** {@code aes256-sha1, aes128-sha1}. */
    static String types(List<Keytab.Entry> entries) {
        return entries.stream()
                .map(entry -> EncryptionType.describe(entry.etype()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
