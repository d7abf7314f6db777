package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyWatchTest implements KeyWatch.Listener {
    private static final byte[] OLD = KeytabFixture.file();
    private static final byte[] NEW =
            KeytabFixture.file(KeytabFixture.entry(8, new byte[32]), KeytabFixture.entry(7, Forge.SERVICE_KEY));

    private final List<Settings> taken = new ArrayList<>();
    private final List<Failure> told = new ArrayList<>();
    private final List<Failure> stillOut = new ArrayList<>();
    private final List<List<Failure>> guarded = new ArrayList<>();
    private int fixes;
    private int reads;
    private FileStamp stamp = new FileStamp("0", Instant.EPOCH, 0);
    private Optional<byte[]> file = Optional.of(OLD);
    private KeyWatch watch;

    @BeforeEach
    void start() throws SettingsException {
        watch = watch();
    }

    private KeyWatch watch() throws SettingsException {
        ConfigurationFiles files =
                new ConfigurationFiles(Map.of(Attribute.KEYTAB, "http.keytab"), List.of(), new FileSource() {
                    @Override
                    public SecretBytes read(String path) throws IOException {
                        reads++;
                        return SecretBytes.copyOf(file.orElseThrow(() -> new IOException("there is no such file")));
                    }

                    @Override
                    public Optional<FileStamp> stamp(String path) {
                        return Optional.of(stamp);
                    }
                });
        ConfigurationFiles.Reading first = files.read();
        TestCleanup.closes(first.settings());
        return new KeyWatch(first, this);
    }

    @Test
    void leavesAFileAloneThatStaysAsItIs() {
        look(3);

        assertThat(taken).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void takesOverWhatTwoLooksInARowHaveSeen() {
        file = Optional.of(NEW);
        look(1);
        assertThat(taken).isEmpty();

        look(1);

        assertThat(taken)
                .singleElement()
                .satisfies(settings -> assertThat(
                                settings.keyFiles().get(0).keytab().entries())
                        .hasSize(2));
    }

    @Test
    void takesAChangeOverOnce() {
        file = Optional.of(NEW);

        look(5);

        assertThat(taken).hasSize(1);
    }

    @Test
    void takesOverOneChangeAfterAnother() {
        file = Optional.of(NEW);
        look(2);
        file = Optional.of(OLD);
        look(2);

        assertThat(taken).hasSize(2);
    }

    /** A keytab cut behind its first entry is a good keytab. */
    @Test
    void waitsForAFileThatIsStillBeingWritten() {
        for (int length : new int[] {2, 40, NEW.length - 80, NEW.length - 1}) {
            file = Optional.of(Arrays.copyOf(NEW, length));
            look(1);
        }
        file = Optional.of(NEW);
        look(2);

        assertThat(told).isEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void tellsOfABrokenFileOnce() {
        file = Optional.of(new byte[] {'k', 'e', 'y', 's'});

        look(1);
        assertThat(told).isEmpty();
        look(4);

        assertThat(taken).isEmpty();
        assertThat(told).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.CHANGED_KEYTAB_UNUSABLE);
            assertThat(failure.toString())
                    .startsWith("GH-C009: GH-C003, keytab: http.keytab is not a keytab: ")
                    .endsWith("Until then the keys from before stay in use.");
        });
    }

    @Test
    void tellsOfAFileThatIsGone() {
        file = Optional.empty();

        look(3);

        assertThat(told).singleElement().asString().contains("GH-C002", "there is no such file");
    }

    @Test
    void tellsOfAFileWithoutKeys() {
        file = Optional.of(KeytabFixture.file(new byte[0][]));

        look(3);

        assertThat(told).singleElement().asString().contains("GH-C016");
    }

    @Test
    void tellsOfAnotherBrokenFileAgain() {
        file = Optional.of(new byte[] {1});
        look(2);
        file = Optional.empty();
        look(2);

        assertThat(told).hasSize(2);
    }

    @Test
    void tellsWhenTheOldFileIsBack() {
        file = Optional.empty();
        look(2);
        file = Optional.of(OLD);
        look(3);

        assertThat(fixes).isEqualTo(1);
        assertThat(taken).isEmpty();
    }

    @Test
    void takesOverAGoodFileAfterABrokenOne() {
        file = Optional.empty();
        look(2);
        file = Optional.of(NEW);
        look(2);

        assertThat(taken).hasSize(1);
        assertThat(fixes).isZero();
    }

    @Test
    void takesOverAGoodFileAfterAStartWithoutOne() throws SettingsException {
        file = Optional.empty();
        watch = watch();
        look(3);
        file = Optional.of(OLD);
        look(1);
        assertThat(taken).isEmpty();

        look(3);

        assertThat(taken).hasSize(1);
        assertThat(stillOut).isEmpty();
        assertThat(told).isEmpty();
        assertThat(fixes).isZero();
    }

    @Test
    void tellsOnceOfAnotherReasonWhyThereAreNoKeys() throws SettingsException {
        file = Optional.empty();
        watch = watch();

        file = Optional.of(new byte[0]);
        look(4);

        assertThat(stillOut).extracting(Failure::code).containsExactly(FailureCode.KEYTAB_EMPTY);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsOfAFileThatBreaksAfterAnOutageThatKeysStay() throws SettingsException {
        file = Optional.empty();
        watch = watch();
        file = Optional.of(OLD);
        look(2);

        file = Optional.of(new byte[0]);
        look(2);

        assertThat(taken).hasSize(1);
        assertThat(told).extracting(Failure::code).containsExactly(FailureCode.CHANGED_KEYTAB_UNUSABLE);
    }

    @Test
    void doesNotCountALookBeforeTheOldContentWasSeenAgain() {
        file = Optional.of(new byte[] {1});
        look(2);
        file = Optional.of(NEW);
        look(1);
        file = Optional.of(new byte[] {1});
        look(1);
        file = Optional.of(NEW);
        look(1);

        assertThat(taken).isEmpty();
    }

    /** A stranger can send tokens that nobody can decrypt as often as they like. */
    @Test
    void readsNoFileForATokenWhileItsStampStaysTheSame() throws SettingsException {
        stamp = new FileStamp("1", Instant.EPOCH, 100);
        watch.look();
        int before = reads;

        for (int i = 0; i < 10_000; i++) {
            watch.lookIfChanged();
        }

        assertThat(reads).isEqualTo(before);
        assertThat(taken).isEmpty();
    }

    @Test
    void readsAFileForATokenWhenItsStampIsAnother() {
        stamp = new FileStamp("1", Instant.EPOCH, 100);
        watch.look();

        file = Optional.of(NEW);
        stamp = new FileStamp("2", Instant.EPOCH, 100);
        watch.lookIfChanged();

        assertThat(taken).hasSize(1);
    }

    @Test
    void readsAFileAFewTimesASecondForTokensWhileItsStampIsTooYoungToTellAll() {
        stamp = new FileStamp("1", Instant.now().plusSeconds(60), 100);
        watch.look();
        int before = reads;
        long begin = System.nanoTime();

        for (int i = 0; i < 10_000; i++) {
            watch.lookIfChanged();
        }

        long quarters = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 250;
        assertThat(reads - before).isLessThanOrEqualTo((int) quarters + 1);
    }

    @Test
    void doesNotCountALookOfATokenAsOneOfTheTwoThatTakeOver() {
        byte[] half = KeytabFixture.file(KeytabFixture.entry(7, "HTTP/other.example.com", new byte[32]));
        file = Optional.of(half);
        stamp = new FileStamp("2", Instant.EPOCH, 100);
        watch.lookIfChanged();
        assertThat(taken).isEmpty();

        watch.look();
        assertThat(taken).isEmpty();

        watch.look();
        assertThat(taken).hasSize(1);
    }

    @Test
    void neverReplacesKeysWithAnIncompleteFile() {
        file = Optional.of(Arrays.copyOf(NEW, NEW.length - 1));
        stamp = new FileStamp("2", Instant.EPOCH, 100);
        watch.lookIfChanged();
        assertThat(told).isEmpty();

        look(3);

        assertThat(taken).isEmpty();
        assertThat(told)
                .singleElement()
                .hasToString("GH-C009: keytab: http.keytab is incomplete: the file ends inside an entry."
                        + " Copy it again, as a binary file. Until then the keys from before stay in use.");
    }

    @Test
    void saysNothingOfABrokenFileThatATokenHasLookedAt() {
        file = Optional.of(new byte[] {5, 2, 0});
        stamp = new FileStamp("2", Instant.EPOCH, 100);

        watch.lookIfChanged();

        assertThat(told).isEmpty();
        assertThat(taken).isEmpty();
    }

    @Override
    public void changed(ConfigurationFiles.Reading reading) {
        taken.add(TestCleanup.closes(reading.settings()));
    }

    @Override
    public void broken(Failure failure) {
        told.add(failure);
    }

    @Override
    public void stillOut(ConfigurationFiles.Reading reading) {
        stillOut.addAll(reading.settings().outage());
    }

    @Override
    public void guarded(ConfigurationFiles.Reading reading) {
        guarded.add(reading.warnings());
    }

    @Override
    public void fixed() {
        fixes++;
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }
}
