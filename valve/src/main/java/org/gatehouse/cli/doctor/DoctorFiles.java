package org.gatehouse.cli.doctor;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.cli.keytab.ExpectedOwners;
import org.gatehouse.files.DiskFile;
import org.gatehouse.files.FileInspection;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.FileSource;

/** The files that a valve would read, found as the valve would find them. */
record DoctorFiles(Placeholders placeholders, ExpectedOwners owners) implements FileSource {
    /** In bytes; as large as the valve reads. */
    private static final int MAX_LENGTH = 1 << 20;

    @Override
    public SecretBytes read(String path) throws IOException {
        return DiskFile.read(resolve(path), MAX_LENGTH);
    }

    /** As long as nobody knows the user that Tomcat runs as, owners are not judged as the valve would judge them. */
    @Override
    public Optional<FileFacts> facts(String path) {
        try {
            return owners.user().isPresent() ? FileInspection.of(resolve(path)) : Optional.of(FileFacts.WITHOUT_OWNERS);
        } catch (IOException e) {
            return Optional.empty(); // reading it says what is wrong
        }
    }

    @Override
    public FileOwner user() {
        return owners.process();
    }

    Path resolve(String path) throws IOException {
        try {
            Path named = Path.of(path);
            if (!named.isAbsolute() && placeholders.base().isEmpty()) {
                throw new IOException(
                        "it is relative to Tomcat's base directory, which is not known here (--catalina-base)");
            }
            return placeholders.base().map(base -> base.resolve(named)).orElse(named);
        } catch (InvalidPathException e) {
            throw new IOException("it is not a path", e);
        }
    }
}
