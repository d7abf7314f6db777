package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.FileSource;
import org.gatehouse.settings.FileStamp;
import org.gatehouse.settings.MissingFileException;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/** When a changed file counts, and how often it is read for that. */
class WatchedFileTest {
    private static final Instant LONG_AGO = Instant.EPOCH;

    private final Disk disk = new Disk();
    private final Told told = new Told();

    private WatchedFile watched() {
        return new WatchedFile(
                new WatchedFile.Name("conditions", "conditions.xml", "open everything"),
                TrustedFiles.of(Map.of(), disk),
                LogFactory.getLog(WatchedFileTest.class),
                told);
    }

    /** A file that counts how often it is read. */
    private static final class Disk implements FileSource {
        private Optional<String> content = Optional.of("one");
        private Optional<FileStamp> stamp = Optional.of(new FileStamp("1", LONG_AGO, 3));
        private int reads;

        void write(String text, Instant changed) {
            content = Optional.of(text);
            stamp = Optional.of(new FileStamp("1", changed, text.length()));
        }

        @Override
        public SecretBytes read(String path) throws IOException {
            reads++;
            if (content.isEmpty()) {
                throw new MissingFileException(new IOException());
            }
            return SecretBytes.copyOf(content.get().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<FileStamp> stamp(String path) {
            return stamp;
        }
    }

    private static final class Told implements WatchedFile.Reader {
        private final List<String> contents = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();

        @Override
        public boolean read(Bytes content) {
            contents.add(new String(content.toArray(), StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public void unreadable(String problem) {
            problems.add(problem);
        }
    }

    @Test
    void changeOfAFileCountsAfterTwoLooks() {
        WatchedFile file = watched();
        disk.write("two", LONG_AGO.plusSeconds(1));

        file.lookIfChanged();
        assertThat(told.contents).containsExactly("one");
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two");
    }

    @Test
    void fileWhoseStampIsTheSameIsNotReadAgain() {
        WatchedFile file = watched();
        int reads = disk.reads;

        for (int i = 0; i < 10; i++) {
            file.lookIfChanged();
        }

        assertThat(disk.reads).isEqualTo(reads);
    }

    @Test
    void changeWithoutAnotherStampIsFoundByALookThatReads() {
        WatchedFile file = watched();
        disk.write("two", LONG_AGO);

        file.look();
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two");
    }

    /** A file system that counts seconds gives two changes within one second the same stamp. */
    @Test
    void fileWithAYoungStampIsReadAgain() {
        Instant young = Instant.now().plus(Duration.ofDays(1));
        disk.write("one", young);
        WatchedFile file = watched();
        disk.write("two", young);

        file.lookIfChanged();
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two");
    }

    @Test
    void fileThatIsStillBeingWrittenIsLeftAlone() {
        WatchedFile file = watched();
        for (int i = 1; i < 6; i++) {
            disk.write("two".repeat(i), LONG_AGO.plusSeconds(i));
            file.lookIfChanged();
        }
        assertThat(told.contents).containsExactly("one");

        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two".repeat(5));
    }

    @Test
    void fileThatIsPutBackWithinAMomentHasNotChanged() {
        WatchedFile file = watched();
        disk.write("two", LONG_AGO.plusSeconds(1));
        file.lookIfChanged();
        disk.write("one", LONG_AGO.plusSeconds(2));
        file.lookIfChanged();
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one");
    }

    @Test
    void fileThatIsRemovedAndComesBackIsToldEachTime() {
        WatchedFile file = watched();
        disk.content = Optional.empty();
        disk.stamp = Optional.empty();
        for (int i = 0; i < 4; i++) {
            file.lookIfChanged();
        }
        assertThat(told.problems).hasSize(1);

        disk.write("two", LONG_AGO.plusSeconds(1));
        file.lookIfChanged();
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two");
    }

    @Test
    void fileWithoutAStampIsReadAtEachLook() {
        disk.stamp = Optional.empty();
        WatchedFile file = watched();
        disk.content = Optional.of("two");

        file.lookIfChanged();
        file.lookIfChanged();

        assertThat(told.contents).containsExactly("one", "two");
    }
}
