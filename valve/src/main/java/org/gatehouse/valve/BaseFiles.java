package org.gatehouse.valve;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileSource;

/** Files that attributes name; a relative path is one below Tomcat's base directory. */
final class BaseFiles implements FileSource {
    /** In bytes. Ten thousand keys; what is larger is no keytab. */
    private static final int MAX_LENGTH = 1 << 20;

    private final File base;

    BaseFiles(File base) {
        this.base = base;
    }

    @Override
    public SecretBytes read(String path) throws IOException {
        try {
            Path file = base.toPath().resolve(path);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is not a file");
            }
            try (InputStream stream = Files.newInputStream(file)) {
                SecretBytes content = SecretBytes.adopt(stream.readNBytes(MAX_LENGTH + 1));
                if (content.length() > MAX_LENGTH) {
                    content.close();
                    throw new IOException("it has more than " + MAX_LENGTH + " bytes");
                }
                return content;
            }
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new IOException("access is denied", e);
        } catch (InvalidPathException e) {
            throw new IOException("it is not a path", e);
        }
    }
}
