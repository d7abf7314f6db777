package org.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.KeytabProblems;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * A keytab that was read, with the name it is known by.
 *
 * @param label the path as it was typed, fit for a terminal
 */
record KeytabFile(Path path, String label, Keytab keytab) implements AutoCloseable {
    /** In bytes; as large as the valve reads. */
    static final int MAX_LENGTH = 1 << 20;

    /**
     * Reads and parses a file.
     *
     * @throws UnusableKeytabException with the same failure that would stop the valve
     */
    static KeytabFile read(String typed) throws UsageException, UnusableKeytabException {
        Path path = LocalFiles.path(typed);
        String label = Printable.of(typed);
        try (SecretBytes file = LocalFiles.read(path, MAX_LENGTH)) {
            if (file.length() == 0) {
                throw new UnusableKeytabException(KeytabProblems.empty(label));
            }
            Keytab keytab = file.use(
                    (array, offset, length) -> Keytab.parse(Bytes.of(array).slice(offset, length)));
            return new KeytabFile(path, label, keytab);
        } catch (IOException e) {
            throw new UnusableKeytabException(KeytabProblems.unreadable(label, reason(e), e));
        } catch (WireException e) {
            throw new UnusableKeytabException(KeytabProblems.malformed(label, e));
        }
    }

    /**
     * Several as one, which is how the valve looks at them. It is closed by closing them.
     *
     * @param files at least one
     */
    static KeytabFile together(List<KeytabFile> files) {
        return new KeytabFile(
                files.get(0).path(),
                files.stream().map(KeytabFile::label).collect(Collectors.joining(", ")),
                new Keytab(files.stream()
                        .flatMap(file -> file.keytab().entries().stream())
                        .toList()));
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? "the system does not say why" : Printable.of(message);
    }

    /** The keys by principal, in the order of the file. */
    List<PrincipalKeys> principals() {
        Map<String, List<Keytab.Entry>> byPrincipal = new LinkedHashMap<>();
        for (Keytab.Entry entry : keytab.entries()) {
            byPrincipal
                    .computeIfAbsent(entry.name().at(entry.realm()), any -> new ArrayList<>())
                    .add(entry);
        }
        return byPrincipal.values().stream().map(PrincipalKeys::new).toList();
    }

    /** The principals whose keys open tickets for a service that browsers ask for, in any realm. */
    List<PrincipalKeys> serving(String host) {
        List<PrincipalKeys> named = named("HTTP", host);
        return named.isEmpty() ? named("HOST", host) : named;
    }

    private List<PrincipalKeys> named(String service, String host) {
        return principals().stream().filter(keys -> keys.isOf(service, host)).toList();
    }

    @Override
    public void close() {
        keytab.close();
    }
}
