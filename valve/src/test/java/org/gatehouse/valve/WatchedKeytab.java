package org.gatehouse.valve;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.PathStep;
import org.gatehouse.settings.SettingsException;

/** A keytab that a test changes as it likes, with its owner and permissions, and what the watch tells of it. */
final class WatchedKeytab implements FileSource, KeyWatch.Listener {
    static final FileOwner TOMCAT = new FileOwner(998, "tomcat");
    static final FileOwner BOB = new FileOwner(1001, "bob");

    final Map<Attribute<?>, String> attributes = new HashMap<>(Map.of(Attribute.KEYTAB, "http.keytab"));
    final List<ConfigurationFiles.Reading> taken = new ArrayList<>();
    final List<Failure> broken = new ArrayList<>();
    final List<Failure> out = new ArrayList<>();
    final List<List<Failure>> guarded = new ArrayList<>();
    int fixes;

    byte[] content;
    FileOwner owner = TOMCAT;
    int fileMode = 0600;
    int directoryMode = 0755;
    boolean hasOwners = true;
    int version;
    /** Done whenever the file is read. */
    Runnable onRead = () -> {};

    WatchedKeytab(byte[] content) {
        this.content = content;
    }

    ConfigurationFiles.Reading read() throws SettingsException {
        return owned(new ConfigurationFiles(attributes, List.of(), this).read());
    }

    private static ConfigurationFiles.Reading owned(ConfigurationFiles.Reading reading) {
        TestCleanup.closes(reading.settings());
        return reading;
    }

    KeyWatch watch() throws SettingsException {
        return new KeyWatch(read(), this);
    }

    @Override
    public SecretBytes read(String path) throws IOException {
        byte[] now = content;
        onRead.run();
        return SecretBytes.copyOf(now);
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        return Optional.of(
                hasOwners
                        ? new FileFacts(List.of(
                                step(PathStep.Kind.DIRECTORY, "/conf", FileOwner.ROOT, directoryMode),
                                step(PathStep.Kind.FILE, "/conf/" + path, owner, fileMode)))
                        : FileFacts.WITHOUT_OWNERS);
    }

    private PathStep step(PathStep.Kind kind, String path, FileOwner of, int mode) {
        return new PathStep(kind, path, of, "staff", mode, path + " " + version);
    }

    @Override
    public Optional<FileStamp> stamp(String path) {
        return Optional.of(new FileStamp("1", Instant.EPOCH.plusSeconds(version), content.length));
    }

    @Override
    public FileOwner user() {
        return TOMCAT;
    }

    @Override
    public void changed(ConfigurationFiles.Reading reading) {
        taken.add(owned(reading));
    }

    @Override
    public void broken(Failure failure) {
        broken.add(failure);
    }

    @Override
    public void stillOut(ConfigurationFiles.Reading reading) {
        out.addAll(owned(reading).settings().outage());
    }

    @Override
    public void guarded(ConfigurationFiles.Reading reading) {
        guarded.add(reading.warnings());
    }

    @Override
    public void fixed() {
        fixes++;
    }
}
