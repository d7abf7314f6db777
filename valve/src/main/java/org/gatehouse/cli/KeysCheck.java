package org.gatehouse.cli;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.settings.KeytabProblems;
import org.gatehouse.wire.Bytes;

/**
 * The keys of a keytab: their types and versions, and whether they contradict each other.
 *
 * @param accepted by the valve
 */
record KeysCheck(KeytabFile file, Set<EncryptionType> accepted) implements Check {
    private static final String AREA = "keytab";
    private static final String MAKE_AES =
            "Make it with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL.";
    /** The present version and the one before the last change of the password. */
    private static final int VERSIONS_IN_USE = 2;

    @Override
    public List<Finding> findings() {
        Optional<Failure> useless = KeytabProblems.useless(file.label(), file.keytab(), accepted);
        if (useless.isPresent()) {
            return List.of(Finding.error(AREA, useless.get()));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, summary()));
        for (PrincipalKeys keys : file.principals()) {
            damaged(keys).ifPresent(findings::add);
            types(keys).ifPresent(findings::add);
            weak(keys).ifPresent(findings::add);
            versions(keys).ifPresent(findings::add);
            findings.addAll(duplicates(keys));
        }
        findings.addAll(versionsOfOneKey());
        return findings;
    }

    private String summary() {
        List<PrincipalKeys> principals = file.principals();
        String versions = principals.stream()
                .map(PrincipalKeys::versionText)
                .distinct()
                .limit(4)
                .collect(Collectors.joining("; "));
        return (principals.size() == 1 ? "1 name" : principals.size() + " names") + ", kvno " + versions + ", "
                + PrincipalKeys.types(file.keytab().entries());
    }

    /** A key of the wrong length is not just useless: something has happened to the file. */
    private static Optional<Finding> damaged(PrincipalKeys keys) {
        return keys.entries().stream()
                .filter(entry -> EncryptionType.of(entry.etype())
                        .filter(type -> type.keyLength() != entry.key().length())
                        .isPresent())
                .findFirst()
                .map(entry -> Finding.error(
                        AREA,
                        "a key of " + keys.principal() + " says it is " + EncryptionType.describe(entry.etype())
                                + " and has " + entry.key().length() + " bytes: the file is damaged.",
                        "Copy it as a binary file, or make it anew."));
    }

    private Optional<Finding> types(PrincipalKeys keys) {
        List<Keytab.Entry> newest = keys.newest();
        String subject = keys.principal() + " (kvno " + newest.get(0).kvno() + ")";
        if (newest.stream().noneMatch(entry -> entry.usableType(accepted).isPresent())) {
            return Optional.of(Finding.error(
                    AREA,
                    subject + " has no key that can be used, only " + PrincipalKeys.types(newest) + ".",
                    MAKE_AES));
        }
        if (newest.stream().noneMatch(PrincipalKeys::isAes)) {
            return Optional.of(Finding.warn(
                    AREA, subject + " has " + PrincipalKeys.types(newest) + " only, and no AES key.", MAKE_AES));
        }
        if (newest.stream().noneMatch(PrincipalKeys::isAes256)) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + " has " + PrincipalKeys.types(newest)
                            + " only: a domain that seals with AES256 makes tickets that it can't open.",
                    "Add the key of aes256-sha1, or allow the account AES128 alone."));
        }
        return Optional.empty();
    }

    private static Optional<Finding> weak(PrincipalKeys keys) {
        List<Keytab.Entry> weak = keys.entries().stream()
                .filter(entry -> !PrincipalKeys.isAes(entry))
                .toList();
        if (weak.isEmpty() || weak.size() == keys.entries().size()) {
            return Optional.empty();
        }
        return Optional.of(Finding.warn(
                AREA,
                keys.principal() + " has, beside AES, " + PrincipalKeys.types(weak)
                        + ": no domain needs it any more, and whoever finds it has the account.",
                "Leave it out of the file."));
    }

    private static Optional<Finding> versions(PrincipalKeys keys) {
        List<Long> versions = keys.versions();
        if (versions.contains(0L)) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has a key of kvno 0, which stands for every version: that a password was"
                            + " changed shows only as tickets that don't open.",
                    "Make it anew, without /kvno 0."));
        }
        if (versions.size() > VERSIONS_IN_USE) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has " + versions.size() + " versions, kvno " + keys.versionText()
                            + ": a day after a change of the password only the newest is of use.",
                    "Leave the old ones out."));
        }
        return Optional.empty();
    }

    private static List<Finding> duplicates(PrincipalKeys keys) {
        Map<String, Set<Bytes>> byTypeAndVersion = new LinkedHashMap<>();
        Set<String> twice = new TreeSet<>();
        for (Keytab.Entry entry : keys.entries()) {
            String which = "kvno " + entry.kvno() + ", " + EncryptionType.describe(entry.etype());
            if (!byTypeAndVersion.computeIfAbsent(which, any -> new HashSet<>()).add(fingerprint(entry))) {
                twice.add(which);
            }
        }
        List<Finding> findings = new ArrayList<>();
        byTypeAndVersion.forEach((which, different) -> {
            if (different.size() > 1) {
                findings.add(Finding.error(
                        AREA,
                        keys.principal() + " has " + different.size() + " different keys of " + which
                                + ": at most one of them is right.",
                        "Make the file anew from one source."));
            }
        });
        twice.forEach(which -> findings.add(Finding.warn(
                AREA,
                keys.principal() + " has the same key of " + which + " more than once.",
                "keytab merge leaves it out.")));
        return findings;
    }

    /** Names of one account share its keys, and with them its version. */
    private List<Finding> versionsOfOneKey() {
        Map<Bytes, Map<Long, String>> byKey = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Keytab.Entry entry : file.keytab().entries()) {
            Map<Long, String> byVersion = byKey.computeIfAbsent(fingerprint(entry), any -> new LinkedHashMap<>());
            String principal = new PrincipalKeys(List.of(entry)).principal();
            if (byVersion.putIfAbsent(entry.kvno(), principal) == null && byVersion.size() == 2) {
                String both = byVersion.entrySet().stream()
                        .map(it -> it.getValue() + " as kvno " + it.getKey())
                        .collect(Collectors.joining(" and of "));
                findings.add(Finding.warn(
                        AREA,
                        "the same " + EncryptionType.describe(entry.etype()) + " key is there of " + both
                                + ": an account has one version, and the ticket tells which.",
                        "See which is right: kvno NAME on a machine of the domain. Then make the file anew."));
            }
        }
        return findings;
    }

    /** Stays in memory, to find equal keys among many; it is never shown. */
    private static Bytes fingerprint(Keytab.Entry entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) entry.etype());
            return entry.key().use((array, offset, length) -> {
                digest.update(array, offset, length);
                return Bytes.of(digest.digest());
            });
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256", e);
        }
    }
}
