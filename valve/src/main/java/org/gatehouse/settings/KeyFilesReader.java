package org.gatehouse.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;

/** Reads the files with the service's keys, and collects what is wrong with each. */
final class KeyFilesReader {
    private static final String SEPARATOR = ",";

    private final FileSource files;
    private final Set<EncryptionType> accepted;
    private final List<Failure> problems;

    /** @param problems grows */
    KeyFilesReader(FileSource files, Set<EncryptionType> accepted, List<Failure> problems) {
        this.files = files;
        this.accepted = accepted;
        this.problems = problems;
    }

    /**
     * Those that can be used; the caller closes them. Where one is missing, there is a problem more.
     *
     * @param names of the services that an account with a password has
     */
    List<KeyFile> read(Map<Attribute, String> attributes, AcceptedNames names) {
        String keytab = attributes.getOrDefault(Attribute.KEYTAB, "");
        List<KeyFile> read = new ArrayList<>();
        if (AccountReader.isAsked(attributes)) {
            new AccountReader(files, accepted, problems).read(attributes, names).ifPresent(read::add);
            if (!attributes.containsKey(Attribute.KEYTAB)) {
                return read;
            }
        }
        if (keytab.isBlank()) {
            problem(
                    FailureCode.NO_KEYTAB,
                    "keytab: the attribute is missing.",
                    "Name the file with the service's keys: keytab=\"${catalina.base}/conf/http.keytab\"; or account,"
                            + " passwordFile and spn.");
            return read;
        }
        for (String path : paths(keytab)) {
            keytab(path).ifPresent(read::add);
        }
        return read;
    }

    /** Separated by commas alone: a path may have blanks in it. */
    private Collection<String> paths(String list) {
        Collection<String> paths = new LinkedHashSet<>();
        for (String path : list.split(SEPARATOR, -1)) {
            if (path.isBlank()) {
                problem(
                        FailureCode.BAD_ATTRIBUTE_VALUE,
                        "keytab: a path is missing before or behind a comma.",
                        "Separate paths by one comma; a path itself has none.");
                return List.of();
            }
            paths.add(path.strip());
        }
        return paths;
    }

    private Optional<KeyFile> keytab(String path) {
        String which = "keytab: " + path;
        try (SecretBytes file = files.read(path)) {
            Keytab keytab = KeytabProblems.parse(which, file);
            Optional<Failure> useless = KeytabProblems.useless(which, keytab, accepted);
            if (useless.isEmpty()) {
                return Optional.of(new KeyFile(KeySource.keytab(path), keytab));
            }
            problems.add(useless.get());
            keytab.close();
        } catch (IOException e) {
            problems.add(KeytabProblems.unreadable(which, String.valueOf(e.getMessage()), e));
        } catch (UnusableKeytabException e) {
            problems.add(e.failure());
        }
        return Optional.empty();
    }

    private void problem(FailureCode code, String seen, String remedy) {
        problems.add(new Failure(code, seen, remedy));
    }
}
