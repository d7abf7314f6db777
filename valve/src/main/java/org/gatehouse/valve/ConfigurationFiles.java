package org.gatehouse.valve;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.failure.Failure;
import org.gatehouse.secret.OffHeapKey;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.FileVerdict;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.settings.SettingsReader;
import org.gatehouse.settings.TrustedFiles;

/**
 * What the administrator wrote at the start, and the files that it names, which may change later.
 *
 * @param attributes as they were at the start
 * @param unknown names of attributes that the valve does not have
 * @param key of the fingerprints: a plain hash of a password file would let anyone who finds it try passwords
 */
record ConfigurationFiles(
        Map<Attribute<?>, String> attributes, List<String> unknown, FileSource source, OffHeapKey key) {
    ConfigurationFiles(Map<Attribute<?>, String> attributes, Collection<String> unknown, FileSource source) {
        this(Map.copyOf(attributes), List.copyOf(unknown), source, new OffHeapKey(new SecureRandom()));
    }

    /**
     * Settings, and the content of the files that they were made from.
     *
     * @param warnings what does not keep anybody from using them
     * @param notices what is worth a line, and no warning
     */
    record Reading(
            ConfigurationFiles files,
            Settings settings,
            Content content,
            List<Failure> warnings,
            List<String> notices) {
        Reading {
            warnings = List.copyOf(warnings);
            notices = List.copyOf(notices);
        }

        /** Whether the password file held something else when {@code before} was read. */
        boolean hasOtherPassword(Content before) {
            String written = files.attributes().get(Attribute.PASSWORD_FILE);
            return written != null
                    && !content.bytes(files.source().absolute(written))
                            .equals(before.bytes(files.source().absolute(written)));
        }

        /** What has changed since {@code before} where others could have changed it. */
        List<Failure> doubtful(Content before) {
            return content.byPath().entrySet().stream()
                    .filter(file -> !content.bytes(file.getKey()).equals(before.bytes(file.getKey())))
                    .flatMap(file -> file.getValue().verdict().changes(file.getKey()).stream())
                    .toList();
        }
    }

    /**
     * One file.
     *
     * @param bytes of what it holds; none, if it can't be read
     */
    record State(Optional<Fingerprint> bytes, FileVerdict verdict) {}

    /** Files: equal if all bytes of all of them are, and nothing else is to be said of them. */
    record Content(Map<String, State> byPath) {
        Content {
            byPath = Map.copyOf(byPath);
        }

        Optional<Fingerprint> bytes(String path) {
            return Optional.ofNullable(byPath.get(path)).flatMap(State::bytes);
        }

        /** Whether all bytes are the same, whatever has become of the files' owners and permissions. */
        boolean hasSameBytes(Content other) {
            return byPath.keySet().equals(other.byPath.keySet())
                    && byPath.keySet().stream().allMatch(path -> Objects.equals(bytes(path), other.bytes(path)));
        }

        /** Nothing of what a file holds, not even its fingerprint. */
        @Override
        public String toString() {
            return byPath.keySet().toString();
        }
    }

    /** Reads everything; what it was made from is the content at this very moment. */
    Reading read() throws SettingsException {
        Recorder recorder = new Recorder(this, new TreeMap<>(), new TreeMap<>());
        Settings settings = SettingsReader.read(attributes, unknown, recorder);
        TrustedFiles judge = trusted();
        Map<String, State> states = new TreeMap<>();
        recorder.facts()
                .forEach((path, facts) -> states.put(
                        path,
                        new State(
                                Optional.ofNullable(recorder.bytes().get(path)),
                                facts.map(known -> judge.verdict(path, known)).orElse(FileVerdict.NOTHING))));
        List<Failure> warnings = Stream.concat(
                        settings.warnings().stream(),
                        states.entrySet().stream()
                                .flatMap(file -> file.getValue().verdict().warnings(file.getKey()).stream()))
                .toList();
        return new Reading(this, settings, new Content(states), warnings, notices(recorder));
    }

    private static List<String> notices(Recorder recorder) {
        return recorder.facts().entrySet().stream()
                .filter(file ->
                        file.getValue().filter(FileFacts.WITHOUT_OWNERS::equals).isPresent())
                .map(file -> "Gatehouse cannot tell who may write " + file.getKey()
                        + ": its file system has no owners and permissions")
                .toList();
    }

    /** The same files, read only if they belong to someone who is trusted. */
    TrustedFiles trusted() {
        return TrustedFiles.of(attributes, source);
    }

    /** Remembers what was last seen of each file. */
    private record Recorder(
            ConfigurationFiles files, Map<String, Fingerprint> bytes, Map<String, Optional<FileFacts>> facts)
            implements FileSource {
        @Override
        public SecretBytes read(String path) throws IOException {
            bytes.remove(path);
            SecretBytes file = files.source.read(path);
            bytes.put(path, files.fingerprint(file));
            return file;
        }

        @Override
        public Optional<FileFacts> facts(String path) {
            Optional<FileFacts> now = files.source.facts(path);
            facts.put(path, now);
            return now;
        }

        @Override
        public String absolute(String path) {
            return files.source.absolute(path);
        }

        @Override
        public FileOwner user() {
            return files.source.user();
        }
    }

    /** The content that the same files have now. */
    Content contentNow(Content before) {
        TrustedFiles files = trusted();
        Map<String, State> seen = new TreeMap<>();
        for (String path : before.byPath().keySet()) {
            seen.put(path, state(files, path));
        }
        return new Content(seen);
    }

    private State state(TrustedFiles files, String path) {
        try (SecretBytes file = files.read(path)) {
            return new State(Optional.of(fingerprint(file)), files.verdict(path));
        } catch (IOException e) {
            return new State(Optional.empty(), files.verdict(path));
        }
    }

    private Fingerprint fingerprint(SecretBytes file) {
        return SipHash.of(file, key);
    }

    /** What the file system says of the same files now; of one that is not there, nothing. */
    Map<String, FileStamp> stampsNow(Content before) {
        Map<String, FileStamp> stamps = new TreeMap<>();
        for (String path : before.byPath().keySet()) {
            source.stamp(path).ifPresent(stamp -> stamps.put(path, stamp));
        }
        return stamps;
    }
}
