package org.gatehouse.cli.keytab;

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
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.settings.KeytabProblems;
import org.gatehouse.wire.Bytes;

/**
 * The keys of a keytab: their types and versions, and whether they contradict each other.
 *
 * @param accepted by the valve
 * @param all keytabs of the valve, of which this is one
 */
public record KeysCheck(KeytabFile file, Set<EncryptionType> accepted, KeytabFile all) implements Check {
    private static final String AREA = "keytab";
    private static final String MAKE_AES =
            "Export it again with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL.";
    /** The present version and the one before the last change of the password. */
    private static final int VERSIONS_IN_USE = 2;
    /** As many combinations of versions are enough for a line. */
    private static final int MAX_VERSIONS = 4;

    @Override
    public List<Finding> findings() {
        Optional<Failure> useless = KeytabProblems.useless(file.label(), file.keytab(), accepted);
        if (useless.isPresent()) {
            return List.of(Finding.error(AREA, useless.get()));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(AREA, summary()));
        KeytabProblems.warnings(file.label(), file.keytab())
                .forEach(warning -> findings.add(Finding.warn(AREA, warning)));
        for (PrincipalKeys keys : file.principals()) {
            findings.addAll(findings(keys));
        }
        findings.addAll(versionsOfOneKey());
        return findings;
    }

    private List<Finding> findings(PrincipalKeys keys) {
        List<Finding> findings = new ArrayList<>();
        types(keys).ifPresent(findings::add);
        weak(keys).ifPresent(findings::add);
        versions(keys).ifPresent(findings::add);
        findings.addAll(duplicates(keys));
        return findings.stream().map(finding -> finding.about(keys.service())).toList();
    }

    private String summary() {
        List<PrincipalKeys> principals = file.principals();
        String versions = principals.stream()
                .map(keys -> keys.row().versions())
                .distinct()
                .limit(MAX_VERSIONS)
                .collect(Collectors.joining("; "));
        return (principals.size() == 1 ? "1 name" : principals.size() + " names") + ", kvno " + versions + ", "
                + PrincipalKeys.types(file.entries());
    }

    private Optional<Finding> types(PrincipalKeys keys) {
        List<Keytab.Entry> newest = keys.newest();
        String subject = keys.principal() + " (kvno " + newest.get(0).kvno() + ")";
        if (!keys.isUsable(accepted)) {
            String fact = subject + " has no key that can be used, only " + PrincipalKeys.types(newest) + ".";
            return Optional.of(
                    isServedElsewhere(keys) ? Finding.warn(AREA, fact, MAKE_AES) : Finding.error(AREA, fact, MAKE_AES));
        }
        if (newest.stream().noneMatch(PrincipalKeys::isAes)) {
            return Optional.of(Finding.warn(
                    AREA, subject + " has " + PrincipalKeys.types(newest) + " only, and no AES key.", MAKE_AES));
        }
        if (newest.stream().noneMatch(PrincipalKeys::isAes256)) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + " has " + PrincipalKeys.types(newest)
                            + " only. A domain that encrypts tickets with AES256 issues tickets that it cannot decrypt.",
                    "Add the aes256-sha1 key, or set the account to AES128 only."));
        }
        return Optional.empty();
    }

    private boolean isServedElsewhere(PrincipalKeys keys) {
        return all.principals().stream()
                .anyMatch(other -> other.principal().equals(keys.principal()) && other.isUsable(accepted));
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
                keys.principal() + " has weak keys beside its AES keys: " + PrincipalKeys.types(weak)
                        + ". No domain needs them any more, and anyone who reads one can use the account.",
                "Leave them out of the file."));
    }

    private static Optional<Finding> versions(PrincipalKeys keys) {
        List<Long> versions = keys.versions();
        if (versions.contains(0L)) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has a key with kvno 0, which is tried for tickets of every version. After a"
                            + " change of the password, no message can say so: tickets just cannot be decrypted.",
                    "Export it again, without /kvno 0."));
        }
        if (versions.size() > VERSIONS_IN_USE) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has " + versions.size() + " versions, "
                            + keys.row().kvnos() + ". One day after a password change only the newest is needed.",
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
                        keys.principal() + " has " + different.size() + " different keys with " + which
                                + ". At most one of them is right.",
                        "Make the file again from one source."));
            }
        });
        twice.forEach(which -> findings.add(Finding.warn(
                AREA,
                keys.principal() + " has the same key with " + which + " more than once.",
                "Remove the copies: keytab merge FILE --out NEW_FILE.")));
        return findings;
    }

    /** The names of one account share its keys, and with them its version. */
    private List<Finding> versionsOfOneKey() {
        Map<Bytes, Map<Long, String>> byKey = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Keytab.Entry entry : file.entries()) {
            Map<Long, String> byVersion = byKey.computeIfAbsent(fingerprint(entry), any -> new LinkedHashMap<>());
            String principal = new PrincipalKeys(List.of(entry)).principal();
            if (byVersion.putIfAbsent(entry.kvno(), principal) == null && byVersion.size() == 2) {
                String both = byVersion.entrySet().stream()
                        .map(it -> it.getValue() + " as kvno " + it.getKey())
                        .collect(Collectors.joining(" and for "));
                findings.add(
                        Finding.warn(
                                AREA,
                                "the file has the same " + EncryptionType.describe(entry.etype()) + " key for " + both
                                        + ". The names of an account share its keys and their version.",
                                "Check which version is right (kvno NAME on a machine of the domain), and make the file again."));
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
