package org.gatehouse.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.text.Printable;

/** All keys of one principal, of every version and type: at least one. */
record PrincipalKeys(List<Keytab.Entry> entries) {
    /** Of RFC 3962 and RFC 8009; everything that was there before them is weak. */
    private static final Set<Integer> AES = Set.of(17, 18, 19, 20);

    private static final Set<Integer> AES256 = Set.of(18, 20);

    PrincipalKeys {
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
    String principal() {
        return Printable.of(name().at(realm()));
    }

    /** {@code HTTP/portal.example.com}, fit for a terminal. */
    String spn() {
        return Printable.of(name().toString());
    }

    /** Without regard to case, as Active Directory and the valve compare. */
    boolean isOf(String service, String host) {
        List<String> components = name().components();
        return components.size() == 2
                && components.get(0).equalsIgnoreCase(service)
                && components.get(1).equalsIgnoreCase(host);
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

    /** {@code 7 (6, 5)}: the newest, and those that are still accepted. */
    String versionText() {
        List<Long> versions = versions();
        return versions.size() == 1
                ? versions.get(0).toString()
                : versions.get(0)
                        + versions.stream().skip(1).map(Object::toString).collect(Collectors.joining(", ", " (", ")"));
    }

    /** {@code aes256-sha1, aes128-sha1}. */
    static String types(List<Keytab.Entry> entries) {
        return entries.stream()
                .map(entry -> EncryptionType.describe(entry.etype()))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
