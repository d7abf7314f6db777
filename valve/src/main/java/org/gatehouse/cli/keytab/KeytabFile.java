package org.gatehouse.cli.keytab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.files.DiskFile;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.KeytabProblems;
import org.gatehouse.settings.UnusableKeytabException;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * A keytab that was read, with the name it is known by.
 *
 * @param label the path as it was typed, fit for a terminal
 */
public record KeytabFile(Path path, String label, Keytab keytab) implements AutoCloseable {
    /** In bytes; as large as the valve reads. */
    static final int MAX_LENGTH = 1 << 20;

    /**
     * Reads and parses a file.
     *
     * @throws UnusableKeytabException with the same failure that would stop the valve
     */
    public static KeytabFile read(String typed) throws UsageException, UnusableKeytabException {
        Path path = LocalFiles.path(typed);
        String label = Printable.of(typed);
        try (SecretBytes file = DiskFile.read(path, MAX_LENGTH)) {
            return new KeytabFile(path, label, KeytabProblems.parse(label, file));
        } catch (IOException e) {
            throw new UnusableKeytabException(KeytabProblems.unreadable(label, Printable.of(DiskFile.reason(e)), e));
        }
    }

    /**
     * Several as one, as the valve sees them. It is closed by closing them.
     *
     * @param files at least one
     */
    public static KeytabFile together(List<KeytabFile> files) {
        return new KeytabFile(
                files.get(0).path(),
                files.stream().map(KeytabFile::label).collect(Collectors.joining(", ")),
                new Keytab(files.stream()
                        .flatMap(file -> file.keytab().entries().stream())
                        .toList()));
    }

    /** The entries whose key some service can use. */
    List<Keytab.Entry> entries() {
        return keytab.entries().stream()
                .filter(entry -> entry.keyOddity().isEmpty())
                .toList();
    }

    /** Those entries by principal, in the order of the file. */
    public List<PrincipalKeys> principals() {
        Map<String, List<Keytab.Entry>> byPrincipal = new LinkedHashMap<>();
        entries()
                .forEach(entry -> byPrincipal
                        .computeIfAbsent(entry.name().at(entry.realm()), any -> new ArrayList<>())
                        .add(entry));
        return byPrincipal.values().stream().map(PrincipalKeys::new).toList();
    }

    /** The principals of exactly this name, in any realm. */
    public List<PrincipalKeys> named(String spn) {
        String folded = AsciiCase.fold(spn);
        return principals().stream()
                .filter(keys -> keys.name().foldedCase().equals(folded))
                .toList();
    }

    /** The principals whose name stands for this one, in any realm. */
    public List<PrincipalKeys> standingFor(String spn) {
        return ServiceName.alias(AsciiCase.fold(spn)).map(this::named).orElse(List.of());
    }

    /** The principals whose keys decrypt tickets for this name, in any realm. */
    public List<PrincipalKeys> serving(String spn) {
        List<PrincipalKeys> named = named(spn);
        return named.isEmpty() ? standingFor(spn) : named;
    }

    @Override
    public void close() {
        keytab.close();
    }
}
