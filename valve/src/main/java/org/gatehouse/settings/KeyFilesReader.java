package org.gatehouse.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;

/** Reads the files with the service's keys, and collects what is wrong with each. */
final class KeyFilesReader {
    private final FileSource files;
    private final Set<EncryptionType> accepted;
    private final Problems problems;
    private final Problems outage;

    /**
     * @param problems with attributes that belong together
     * @param outage problems with files
     */
    KeyFilesReader(FileSource files, Set<EncryptionType> accepted, Problems problems, Problems outage) {
        this.files = files;
        this.accepted = accepted;
        this.problems = problems;
        this.outage = outage;
    }

    /** Those that can be used; the caller closes them. If one is missing, there is one more problem. */
    List<KeyFile> read(WrittenAttributes attributes) {
        List<KeyFile> read = new ArrayList<>();
        boolean account = AccountReader.isAsked(attributes);
        if (account) {
            new AccountReader(files, accepted, problems, outage)
                    .read(attributes)
                    .ifPresent(read::add);
        }
        List<String> paths = attributes.get(Attribute.KEYTAB);
        if (paths.isEmpty()
                && attributes.isRight(Attribute.KEYTAB)
                && !(account && !attributes.has(Attribute.KEYTAB))) {
            problems.add(
                    FailureCode.NO_KEYTAB,
                    Attribute.KEYTAB.name(),
                    attributes.has(Attribute.KEYTAB) ? "the attribute is empty" : "the attribute is missing",
                    "Name the file with the service's keys: keytab=\"${catalina.base}/conf/http.keytab\"; or account,"
                            + " passwordFile and spn.");
        }
        for (String path : new LinkedHashSet<>(paths)) {
            keytab(files.absolute(path)).ifPresent(read::add);
        }
        return read;
    }

    private Optional<KeyFile> keytab(String path) {
        String which = "keytab: " + path;
        try (SecretBytes file = files.read(path)) {
            Keytab keytab = KeytabProblems.parse(which, file);
            Optional<Failure> useless = KeytabProblems.useless(which, keytab, accepted);
            if (useless.isEmpty()) {
                return Optional.of(new KeyFile(KeySource.keytab(path), keytab));
            }
            outage.add(useless.get());
            keytab.close();
        } catch (UntrustedOwnerException e) {
            outage.add(e.failure(which));
        } catch (IOException e) {
            outage.add(KeytabProblems.unreadable(which, String.valueOf(e.getMessage()), e));
        } catch (UnusableKeytabException e) {
            outage.add(e.failure());
        }
        return Optional.empty();
    }
}
