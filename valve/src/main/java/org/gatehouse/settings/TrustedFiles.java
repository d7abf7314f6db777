package org.gatehouse.settings;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.secret.SecretBytes;

/**
 * Key files, of which only those are read that belong to someone who is trusted. Java cannot ask an open file for its
 * owner. So the file is checked before and after it is read. What was read counts only if nothing on the way to the file has
 * been replaced meanwhile.
 */
public final class TrustedFiles implements FileSource {
    /** A secret that is being rotated is replaced once, by a link that leads elsewhere. */
    private static final int TRIES = 3;

    private final FileSource files;
    private final TrustedOwners owners;

    TrustedFiles(FileSource files, TrustedOwners owners) {
        this.files = files;
        this.owners = owners;
    }

    /** The files of a valve with these attributes. */
    public static TrustedFiles of(Map<Attribute<?>, String> attributes, FileSource files) {
        return of(new WrittenAttributes(attributes), files);
    }

    static TrustedFiles of(WrittenAttributes attributes, FileSource files) {
        return new TrustedFiles(files, new TrustedOwners(files.user(), attributes.get(Attribute.TRUSTED_KEY_OWNERS)));
    }

    @Override
    public SecretBytes read(String path) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<FileFacts> before = files.facts(path);
            FileVerdict verdict = verdict(path, before);
            if (verdict.stranger().isPresent()) {
                throw new UntrustedOwnerException(verdict);
            }
            SecretBytes content = files.read(path);
            if (before.isPresent() && files.facts(path).equals(before)) {
                return content;
            }
            content.close();
        }
        throw new IOException("it is being replaced");
    }

    /** What is to be said of a file at this moment. */
    public FileVerdict verdict(String path) {
        return verdict(path, files.facts(path));
    }

    /** What is to be said of a file of which the file system says this. */
    public FileVerdict verdict(String path, FileFacts facts) {
        return FileVerdict.of(path, facts, owners);
    }

    private FileVerdict verdict(String path, Optional<FileFacts> facts) {
        return facts.map(known -> verdict(path, known)).orElse(FileVerdict.NOTHING);
    }

    @Override
    public String absolute(String path) {
        return files.absolute(path);
    }

    @Override
    public Optional<FileStamp> stamp(String path) {
        return files.stamp(path);
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        return files.facts(path);
    }

    @Override
    public FileOwner user() {
        return files.user();
    }
}
