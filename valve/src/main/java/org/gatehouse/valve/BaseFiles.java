package org.gatehouse.valve;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.MissingFileException;
import org.gatehouse.text.Printable;

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
            Path file = file(path);
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IOException("it is not a file");
            }
            return content(file);
        } catch (NoSuchFileException e) {
            throw new MissingFileException(e);
        } catch (AccessDeniedException e) {
            throw new IOException("access is denied", e);
        } catch (InvalidPathException e) {
            throw new IOException("it is not a path", e);
        }
    }

    /** Read into an array of its own, since the stream would leave copies behind: a watched file is read all the time. */
    private static SecretBytes content(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MAX_LENGTH) {
            throw new IOException("it has more than " + MAX_LENGTH + " bytes");
        }
        byte[] content = new byte[(int) size + 1];
        try (InputStream stream = Files.newInputStream(file)) {
            int length = stream.readNBytes(content, 0, content.length);
            if (length > size) {
                throw new IOException("it is being written to");
            }
            return SecretBytes.adopt(content, 0, length);
        } catch (IOException e) {
            Arrays.fill(content, (byte) 0);
            throw e;
        }
    }

    @Override
    public String absolute(String path) {
        try {
            return file(path).toString();
        } catch (InvalidPathException e) {
            return Printable.of(path); // reading it says that it is not a path
        }
    }

    /** With the time of the inode where there is one: that of the content can be set to any, and copies keep it. */
    @Override
    public Optional<FileStamp> stamp(String path) {
        try {
            Path file = file(path);
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileStamp(
                    String.valueOf(basic.fileKey()), changed(file, basic).toInstant(), basic.size()));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static FileTime changed(Path file, BasicFileAttributes basic) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ctime") instanceof FileTime time ? time : basic.lastModifiedTime();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return basic.lastModifiedTime();
        }
    }

    @Override
    public Optional<String> openTo(String path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file(path));
            boolean open = permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
            return open
                    ? Optional.of("every user of this machine (" + PosixFilePermissions.toString(permissions) + ")")
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | InvalidPathException e) {
            return Optional.empty(); // gone in this moment, or a file system that has other permissions
        }
    }

    private Path file(String path) {
        return base.toPath().toAbsolutePath().resolve(path).normalize();
    }
}
