package org.gatehouse.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.settings.FileFacts;
import org.gatehouse.settings.FileVerdict;
import org.gatehouse.settings.PathStep;
import org.gatehouse.settings.TrustedOwners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to real files, with real links, permissions and sticky directories. */
class FileInspectionTest {
    @TempDir
    private Path temporary;

    private Path base;
    private Path file;

    @BeforeEach
    void writeAFile() throws IOException {
        base = temporary.toRealPath();
        file = write(base.resolve("http.keytab"));
    }

    private static Path write(Path path) throws IOException {
        return mode(Files.write(path, new byte[] {5, 2}), "rw-------");
    }

    private static Path mode(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void sticky(Path directory) throws IOException {
        Files.setAttribute(directory, "unix:mode", 01777);
    }

    private static List<String> paths(Path path) {
        return FileInspection.of(path).orElseThrow().steps().stream()
                .map(PathStep::path)
                .toList();
    }

    private static List<String> writers(Path path) {
        FileFacts facts = FileInspection.of(path).orElseThrow();
        FileVerdict verdict =
                FileVerdict.of(path.toString(), facts, new TrustedOwners(ProcessUser.current(), Set.of()));
        assertThat(verdict.stranger()).isEmpty();
        return verdict.writers().stream().map(FileVerdict.Weakness::how).toList();
    }

    @Test
    void fileInspectionBeginsAtTheRootAndEndsWithTheFile() {
        assertThat(paths(file)).startsWith("/").endsWith(base.toString(), file.toString());
        assertThat(FileInspection.of(file).orElseThrow().file().kind()).isEqualTo(PathStep.Kind.FILE);
    }

    @Test
    void processOwnsWhatItWrites() {
        assertThat(FileInspection.of(file).orElseThrow().file().owner().isSame(ProcessUser.current()))
                .isTrue();
    }

    @Test
    void fileOfItsOwnerInDirectoriesOfRootAndItsOwnerIsSafe() {
        assertThat(writers(file)).isEmpty();
    }

    @Test
    void seesWhoCanWriteTheFileAndEveryDirectoryAboveIt() throws IOException {
        Path inner = Files.createDirectories(base.resolve("a/b/c"));
        Path deep = write(inner.resolve("http.keytab"));
        mode(base.resolve("a"), "rwxrwx---");
        mode(deep, "rw-rw----");

        assertThat(writers(deep))
                .satisfiesExactly(
                        directory ->
                                assertThat(directory).contains("the directory " + base.resolve("a") + " is writable"),
                        content -> assertThat(content).startsWith("can be changed by the group "));
    }

    @Test
    void stickyDirectoryIsSafe() throws IOException {
        Path shared = Files.createDirectory(base.resolve("shared"));
        Path inside = write(shared.resolve("http.keytab"));
        sticky(shared);
        assertThat(writers(inside)).isEmpty();

        mode(shared, "rwxrwxrwx");
        assertThat(writers(inside)).hasSize(1);
    }

    @Test
    void goesThroughBothSidesOfEveryLink() throws IOException {
        Path links = Files.createDirectory(base.resolve("links"));
        Path more = Files.createDirectory(base.resolve("more"));
        Files.createSymbolicLink(more.resolve("second"), file);
        Files.createSymbolicLink(links.resolve("first"), Path.of("../more/second"));
        Path aliased = Files.createSymbolicLink(base.resolve("alias"), links).resolve("first");

        assertThat(paths(aliased))
                .contains(
                        base.resolve("alias").toString(),
                        links.toString(),
                        links.resolve("first").toString(),
                        more.toString(),
                        more.resolve("second").toString())
                .endsWith(file.toString());

        for (Path directory : List.of(links, more)) {
            mode(directory, "rwxrwxrwx");
            assertThat(writers(aliased))
                    .singleElement()
                    .asString()
                    .contains("the directory " + directory + " is writable");
            mode(directory, "rwxr-xr-x");
        }
    }

    /** What kubelet does when a Secret is rotated: a new directory, and one link that is replaced. */
    @Test
    void followsTheLinkOfAKubernetesSecretWhenItIsSwapped() throws IOException {
        Path volume = Files.createDirectory(base.resolve("volume"));
        Path first = Files.createDirectory(volume.resolve("..first"));
        Path second = Files.createDirectory(volume.resolve("..second"));
        write(first.resolve("http.keytab"));
        write(second.resolve("http.keytab"));
        Path data = Files.createSymbolicLink(volume.resolve("..data"), Path.of("..first"));
        Path named = Files.createSymbolicLink(volume.resolve("http.keytab"), Path.of("..data/http.keytab"));
        sticky(volume);
        assertThat(paths(named)).endsWith(first.resolve("http.keytab").toString());
        assertThat(writers(named)).isEmpty();

        Path next = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..second"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(paths(named)).endsWith(second.resolve("http.keytab").toString());
        assertThat(writers(named)).isEmpty();
    }

    @Test
    void fileInspectionIsAnotherOneOnceTheFileWasReplacedOrWritten() throws IOException {
        Optional<FileFacts> before = FileInspection.of(file);
        assertThat(FileInspection.of(file)).isEqualTo(before);

        Files.move(write(base.resolve("next")), file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(FileInspection.of(file)).isNotEqualTo(before);
    }

    @Test
    void fileInspectionEndsWithLinksThatLeadInACircle() throws IOException {
        Path one = Files.createSymbolicLink(base.resolve("one"), base.resolve("two"));
        Files.createSymbolicLink(base.resolve("two"), one);

        assertThat(FileInspection.of(one)).isEmpty();
    }

    @Test
    void fileInspectionFindsNothingWhereThereIsNoFile() throws IOException {
        assertThat(FileInspection.of(base.resolve("none"))).isEmpty();
        assertThat(FileInspection.of(base)).isEmpty();
        assertThat(FileInspection.of(file.resolve("below"))).isEmpty();
        assertThat(FileInspection.of(Files.createSymbolicLink(base.resolve("dangling"), Path.of("none"))))
                .isEmpty();
    }

    @Test
    void goesUpWhereThePathDoes() throws IOException {
        Files.createDirectory(base.resolve("sub"));

        assertThat(paths(base.resolve("sub/./../http.keytab")))
                .contains(base.resolve("sub").toString())
                .endsWith(file.toString());
    }
}
