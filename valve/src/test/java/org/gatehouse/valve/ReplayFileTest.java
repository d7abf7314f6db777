package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.AuthenticatorUse;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.valve.ReplayFile.Opened;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The replay file, as a start of Tomcat finds it. */
class ReplayFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final AcceptorClock CLOCK = new AcceptorClock(() -> NOW, Duration.ofMinutes(5));
    private static final UUID BOOT = new UUID(1, 2);
    private static final int CAPACITY = 100;

    private Path directory;
    private Path path;
    private Path aside;

    @BeforeEach
    void choose(@TempDir Path base) {
        directory = base.resolve("work");
        path = directory.resolve("gatehouse-replay");
        aside = directory.resolve("gatehouse-replay.aside");
    }

    private Opened open() {
        return open(BOOT, LockedFile.Zeros.WRITTEN);
    }

    private Opened open(UUID boot, LockedFile.Zeros zeros) {
        return new ReplayFile(path, new ReplayCache.Place(CAPACITY, boot, new SecureRandom()), NOW, zeros).open(NOW);
    }

    /** As a process does that is killed. */
    private static void kill(Opened opened) throws IOException {
        opened.file().orElseThrow().close();
    }

    private static Verdict verdict(Opened opened, String mac) {
        AuthenticatorUse use = new AuthenticatorUse(
                Bytes.of(mac.getBytes(StandardCharsets.US_ASCII)), NOW, "client of " + mac, Optional.empty());
        return opened.cache().remember(use, NOW, CLOCK).verdict();
    }

    /** Of a file that was in use before and in which "a" was remembered. */
    private void use() throws IOException {
        Opened opened = open();
        assertThat(opened.told()).isEmpty();
        assertThat(verdict(opened, "a")).isEqualTo(Verdict.FRESH);
        kill(opened);
    }

    private static void assertFresh(Opened opened) throws IOException {
        assertThat(opened.cache().isInFile()).isTrue();
        assertThat(opened.cache().size()).isZero();
        assertThat(opened.cache().since()).isEqualTo(NOW);
        assertThat(verdict(opened, "b")).isEqualTo(Verdict.FRESH);
        kill(opened);
    }

    private void assertPutAside(String why) throws IOException {
        Opened opened = open();

        assertThat(opened.told()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.REPLAY_FILE_UNUSABLE);
            assertThat(failure.seen())
                    .isEqualTo("the replay file " + path + " was put aside as gatehouse-replay.aside, because " + why
                            + ". A new file was made; sign-ins from before this start are not known.");
        });
        assertFresh(opened);
        assertThat(Files.exists(aside, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(open().told()).isEmpty(); // the new one is good
    }

    private void assertOnHeap(Opened opened, String why) {
        assertThat(opened.told()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.REPLAY_FILE_UNUSABLE);
            assertThat(failure.seen())
                    .isEqualTo("the replay file " + path + " cannot be used: " + why
                            + ". The memory of accepted sign-ins is on the heap and is lost when Tomcat stops.");
        });
        assertThat(opened.file()).isEmpty();
        assertThat(opened.cache().isInFile()).isFalse();
        assertThat(opened.cache().since()).isEqualTo(NOW);
        assertThat(verdict(opened, "c")).isEqualTo(Verdict.FRESH);
        assertThat(verdict(opened, "c")).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void replayFileIsMadeForItsOwnerAloneAndFilled() throws Exception {
        Opened opened = open();

        assertFresh(opened);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(Files.size(path)).isEqualTo(512L * ReplayCache.pagesFor(CAPACITY));
    }

    @Test
    void replayFileIsUsedAgain() throws Exception {
        use();

        Opened opened = open();

        assertThat(opened.told()).isEmpty();
        assertThat(verdict(opened, "a")).isEqualTo(Verdict.REPLAY);
        assertThat(verdict(opened, "b")).isEqualTo(Verdict.FRESH);
    }

    @Test
    void replayFileIsPutAsideAfterACrashOfTheMachine() throws Exception {
        Opened before = open(new UUID(9, 9), LockedFile.Zeros.WRITTEN);
        kill(before);

        assertPutAside("it was in use when this machine stopped, and may be incomplete");
    }

    @Test
    void replayFileIsPutAsideIfOneByteOfItsHeaderIsChanged() throws Exception {
        use();
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.seek(17);
            int value = file.read();
            file.seek(17);
            file.write(value ^ 1);
        }

        assertPutAside("it is damaged");
    }

    /** Every length of the header and some beyond it; and one that is too long. */
    @Test
    void replayFileIsPutAsideWithAnotherLength() throws Exception {
        use();
        byte[] whole = Files.readAllBytes(path);
        for (int length = 0; length < whole.length + 2; length += length < 512 ? 1 : whole.length / 7) {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(LockedFile.OWNER_ONLY));
            Files.write(path, Arrays.copyOf(whole, length));

            Opened opened = open();

            assertThat(opened.told()).singleElement().asString().contains("it has " + length + " bytes");
            assertFresh(opened);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw--w----", "rw-----w-", "rwxrwxrwx"})
    void replayFileIsPutAsideIfOthersMayReadOrWriteIt(String permissions) throws Exception {
        use();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        assertPutAside("other users can read or change it");
    }

    @Test
    void replayFileIsPutAsideIfItIsALinkEvenToAGoodFile() throws Exception {
        use();
        Path elsewhere = Files.move(path, path.resolveSibling("elsewhere"));
        byte[] content = Files.readAllBytes(elsewhere);
        Files.createSymbolicLink(path, elsewhere);

        assertPutAside("it is a symbolic link");
        assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(Files.readAllBytes(elsewhere)).isEqualTo(content);
    }

    @Test
    void replayFileIsPutAsideIfItIsALinkToNothing() throws Exception {
        Files.createDirectories(directory);
        Files.createSymbolicLink(path, path.resolveSibling("nothing"));

        assertPutAside("it is a symbolic link");
        assertThat(path.resolveSibling("nothing")).doesNotExist();
    }

    /** Weeks later the border would still refuse everyone. */
    @Test
    void isPutAsideIfItWasUsedWhileTheClockWasFarAhead() throws Exception {
        Opened before = open();
        for (int days = 20; days < 22; days++) {
            Instant then = NOW.plus(Duration.ofDays(days));
            before.cache()
                    .remember(
                            new AuthenticatorUse(Bytes.of(new byte[] {(byte) days}), then, "alice", Optional.empty()),
                            then,
                            CLOCK);
        }
        before.cache().close();
        kill(before);

        assertPutAside("it was used while this server's clock was far ahead");
    }

    /** After the failure, sign-ins are remembered on the heap alone: to believe the file again would forget them. */
    @Test
    void isPutAsideIfItWasGivenUpThoughNothingIsMissing() throws Exception {
        Opened before = open();
        before.cache().giveUpFile(NOW);
        before.file().orElseThrow().discard();
        kill(before);

        assertPutAside("it is not a replay file of this version");
    }

    @Test
    void isNotPutAsideWhileAnotherTomcatUsesItThoughOthersMayReadIt() throws Exception {
        Opened first = open();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));

        assertOnHeap(open(), "another Tomcat uses it");
        assertThat(aside).doesNotExist();
        kill(first);
    }

    /** A device would be gone for all others. */
    @Test
    void leavesAPipeWhereItIs() throws Exception {
        Files.createDirectories(directory);
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();

        assertOnHeap(open(), "it is not a regular file");
        assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(aside).doesNotExist();
    }

    /** As on Windows: a file system of another kind. */
    @Test
    void isNotMadeWhereFilesHaveNoOwners(@TempDir Path files) throws Exception {
        try (FileSystem archive = FileSystems.newFileSystem(files.resolve("files.zip"), Map.of("create", "true"))) {
            path = archive.getPath("/temp/gatehouse-replay");

            assertOnHeap(open(), "its file system has no owners and permissions");
            assertThat(path).doesNotExist();
        }
    }

    @Test
    void replacesTheOneThatWasPutAsideBefore() throws Exception {
        for (int i = 0; i < 3; i++) {
            Files.createDirectories(directory);
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(LockedFile.OWNER_ONLY));
            Files.writeString(path, "text " + i);
            assertThat(open().told()).hasSize(1);
            assertThat(aside).hasContent("text " + i);
        }
    }

    /** What is in it may be needed there: an administrator has named the wrong thing. */
    @Test
    void leavesADirectoryWhereItIs() throws Exception {
        Files.createDirectories(path.resolve("inside"));

        assertOnHeap(open(), "it is a directory");
        assertThat(path.resolve("inside")).isDirectory();
    }

    @Test
    void replayFileIsNotUsedByTwoAtOnce() throws Exception {
        Opened first = open();

        assertOnHeap(open(), "another Tomcat uses it");
        assertThat(verdict(first, "a")).isEqualTo(Verdict.FRESH);
        kill(first);
        assertThat(verdict(open(), "a")).isEqualTo(Verdict.REPLAY);
    }

    /** A Tomcat that stops interrupts its threads, one of which may be looking at the file. */
    @Test
    void staysLockedAndWholeForAThreadThatIsInterrupted() throws Exception {
        Opened opened = open();
        String inode = ":" + Files.getAttribute(path, "unix:ino") + " ";
        boolean whole;
        try {
            Thread.currentThread().interrupt();
            whole = opened.file().orElseThrow().isWhole();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(whole).isTrue();
        assertThat(Path.of("/proc/locks")).content().contains(inode);
        kill(opened);
    }

    @Test
    void replayFileIsNotMadeOnAFullDisk() throws Exception {
        LockedFile.Zeros full = (stream, length) -> {
            stream.write(new byte[5000]);
            throw new IOException("No space left on device");
        };

        assertOnHeap(open(BOOT, full), "No space left on device");
        assertThat(path).doesNotExist();
    }

    @Test
    void replayFileIsNotMadeWhereNobodyMayWrite() throws Exception {
        Files.createFile(directory);

        Opened opened = open();

        assertThat(opened.told()).hasSize(1);
        assertThat(opened.cache().isInFile()).isFalse();
    }

    @Test
    void replayFileIsNotMadeAtTheRoot() {
        path = Path.of("/");

        assertOnHeap(open(), "it is a directory");
    }

    @Test
    void replayFileIsFoundToBeCutShort() throws Exception {
        Opened opened = open();
        assertThat(opened.file().orElseThrow().isWhole()).isTrue();

        try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            other.truncate(512);
        }

        assertThat(opened.file().orElseThrow().isWhole()).isFalse();
        opened.cache().giveUpFile(NOW);
        assertThat(verdict(opened, "a")).isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    /** Nothing that is known is forgotten by closing it in order, whatever the machine does then. */
    @Test
    void replayFileIsUsedAgainAfterAnOrderlyStopAndABootOfTheMachine() throws Exception {
        Opened before = open();
        verdict(before, "a");
        before.cache().close();
        kill(before);

        Opened after = open(new UUID(7, 7), LockedFile.Zeros.WRITTEN);

        assertThat(after.told()).isEmpty();
        assertThat(verdict(after, "a")).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void knowsTheBootByItsNumber(@TempDir Path files) throws Exception {
        Path file = Files.writeString(files.resolve("boot_id"), "00000000-0000-0001-0000-000000000002\n");

        assertThat(BootId.read(file)).isEqualTo(BOOT);
        assertThat(BootId.read(files.resolve("missing"))).isEqualTo(new UUID(0, 0));
        assertThat(BootId.read(Files.writeString(file, "what?"))).isEqualTo(new UUID(0, 0));
    }
}
