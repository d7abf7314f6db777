package org.gatehouse.valve;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.gatehouse.files.DiskFile;
import org.gatehouse.files.FileInspection;
import org.gatehouse.files.ProcessUser;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
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
            return DiskFile.read(file(path), MAX_LENGTH);
        } catch (InvalidPathException e) {
            throw new IOException("it is not a path", e);
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
    public Optional<FileFacts> facts(String path) {
        try {
            return FileInspection.of(file(path));
        } catch (InvalidPathException e) {
            return Optional.empty(); // reading it says that it is not a path
        }
    }

    @Override
    public FileOwner user() {
        return ProcessUser.current();
    }

    private Path file(String path) {
        return base.toPath().toAbsolutePath().resolve(path).normalize();
    }
}
