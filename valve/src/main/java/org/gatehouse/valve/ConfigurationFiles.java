package org.gatehouse.valve;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.settings.SettingsReader;
import org.gatehouse.wire.Bytes;

/**
 * What the administrator wrote at the start, and the files that it names, which may change later.
 *
 * @param attributes as they were at the start
 * @param unknown names of attributes that the valve does not have
 */
record ConfigurationFiles(Map<Attribute<?>, String> attributes, List<String> unknown, FileSource source) {
    ConfigurationFiles(Map<Attribute<?>, String> attributes, Collection<String> unknown, FileSource source) {
        this(Map.copyOf(attributes), List.copyOf(unknown), source);
    }

    /**
     * Settings, and the content of the files that they were made from.
     *
     * @param warnings what does not keep anybody from using them
     */
    record Reading(ConfigurationFiles files, Settings settings, Content content, List<Failure> warnings) {
        Reading {
            warnings = List.copyOf(warnings);
        }

        /** Whether the password file held something else when {@code before} was read. */
        boolean hasOtherPassword(Content before) {
            String written = files.attributes().get(Attribute.PASSWORD_FILE);
            if (written == null) {
                return false;
            }
            String path = files.source().absolute(written);
            return !Objects.equals(content.byPath().get(path), before.byPath().get(path));
        }
    }

    /**
     * The content of files: equal if all bytes of all of them are.
     *
     * @param byPath digests; of a file that can't be read, no bytes
     */
    record Content(Map<String, Bytes> byPath) {
        Content {
            byPath = Map.copyOf(byPath);
        }

        /** Nothing of what a file holds, not even its digest. */
        @Override
        public String toString() {
            return byPath.keySet().toString();
        }
    }

    /** Reads everything; what it was made from is the content at this very moment. */
    Reading read() throws SettingsException {
        Map<String, Bytes> seen = new TreeMap<>();
        Settings settings = SettingsReader.read(attributes, unknown, new Watched(source, seen));
        return new Reading(this, settings, new Content(seen), warnings(settings, seen.keySet()));
    }

    /** Remembers what each file held when it was read: no bytes, if it could not be. */
    private record Watched(FileSource source, Map<String, Bytes> seen) implements FileSource {
        @Override
        public SecretBytes read(String path) throws IOException {
            seen.put(path, Bytes.EMPTY);
            SecretBytes file = source.read(path);
            seen.put(path, digest(file));
            return file;
        }

        @Override
        public String absolute(String path) {
            return source.absolute(path);
        }
    }

    private List<Failure> warnings(Settings settings, Collection<String> paths) {
        return Stream.concat(
                        settings.warnings().stream(),
                        paths.stream().flatMap(path -> source.openTo(path).map(who -> open(path, who)).stream()))
                .toList();
    }

    private static Failure open(String path, String who) {
        return new Failure(
                FailureCode.OPEN_TO_OTHERS,
                path + " can be read or changed by " + who + ".",
                "chmod 600 " + path
                        + ", with Tomcat's user as its owner. Anyone who read it can impersonate any user. If"
                        + " that may have happened, change the account's password.");
    }

    /** The content that the same files have now. */
    Content contentNow(Content before) {
        Map<String, Bytes> seen = new TreeMap<>();
        for (String path : before.byPath().keySet()) {
            try (SecretBytes file = source.read(path)) {
                seen.put(path, digest(file));
            } catch (IOException e) {
                seen.put(path, Bytes.EMPTY);
            }
        }
        return new Content(seen);
    }

    /** What the file system says of the same files now; of one that is not there, nothing. */
    Map<String, FileStamp> stampsNow(Content before) {
        Map<String, FileStamp> stamps = new TreeMap<>();
        for (String path : before.byPath().keySet()) {
            source.stamp(path).ifPresent(stamp -> stamps.put(path, stamp));
        }
        return stamps;
    }

    private static Bytes digest(SecretBytes file) {
        return file.use((array, offset, length) -> {
            MessageDigest digest = sha256();
            digest.update(array, offset, length);
            return Bytes.of(digest.digest());
        });
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
