package org.gatehouse.cli.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.keytab.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabMergeTest {
    private static final String PORTAL = KeytabBytes.PORTAL;

    @TempDir
    Path directory;

    private String file(String name, KeytabBytes keytab) throws IOException {
        return Files.write(directory.resolve(name), keytab.toArray()).toString();
    }

    private String out() {
        return directory.resolve("out").toString();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void putsKeysOfSeveralFilesTogetherEachOnce() throws IOException {
        String old = file("a", KeytabBytes.portal());
        String renewed = file("b", KeytabBytes.portal().aes256(PORTAL, 8, 'q').aes128(PORTAL, 8, 'q'));

        Run run = Run.of("keytab", "merge", old, renewed, "--out", out());

        assertThat(run).isEqualTo(new Run(0, out() + ": 3 keys, readable by its owner only\n", ""));
        assertThat(Run.of("keytab", "list", out()).output().lines().skip(1).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "HTTP/portal.example.com@EXAMPLE.COM 7 aes256-sha1 2023-11-14T22:13:20Z",
                        "HTTP/portal.example.com@EXAMPLE.COM 8 aes256-sha1 2023-11-14T22:13:20Z",
                        "HTTP/portal.example.com@EXAMPLE.COM 8 aes128-sha1 2023-11-14T22:13:20Z");
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanRead() throws IOException {
        assertThat(Run.of("keytab", "merge", file("a", KeytabBytes.portal()), "--out", out())
                        .status())
                .isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(out()))))
                .isEqualTo("rw-------");
        assertThat(files()).containsExactly("a", "out");
    }

    @Test
    void keepsTheKeysThemselves() throws IOException {
        String file = file("a", KeytabBytes.portal());

        assertThat(Run.of("keytab", "merge", file, "--out", out()).status()).isZero();

        assertThat(Path.of(out())).hasBinaryContent(KeytabBytes.portal().toArray());
    }

    @Test
    void refusesDifferentKeysForOneVersion() throws IOException {
        String one = file("a", KeytabBytes.portal());
        String other = file("b", new KeytabBytes().aes256(PORTAL, 7, 'q'));

        Run run = Run.of("keytab", "merge", one, other, "--out", out());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint())
                .startsWith("keytab: HTTP/portal.example.com@EXAMPLE.COM, kvno 7, aes256-sha1 has one key in " + one
                        + " and another one in " + other + ".");
        assertThat(files()).containsExactly("a", "b");
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws IOException {
        Files.writeString(Path.of(out()), "precious");

        Run run = Run.of("keytab", "merge", file("a", KeytabBytes.portal()), "--out", out());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).isEqualTo("keytab: " + out() + " exists already. Replace it with --force.\n");
        assertThat(Path.of(out())).hasContent("precious");
        assertThat(files()).containsExactly("a", "out");
    }

    @Test
    void replacesAFileIfForced() throws IOException {
        String file = file("a", KeytabBytes.portal());
        Files.writeString(Path.of(out()), "old");

        assertThat(Run.of("keytab", "merge", file, "--out", out(), "--force").status())
                .isZero();

        assertThat(Path.of(out())).hasBinaryContent(KeytabBytes.portal().toArray());
        assertThat(files()).containsExactly("a", "out");
    }

    @Test
    void canReplaceOneOfItsSources() throws IOException {
        String one = file("a", KeytabBytes.portal());
        String other = file("b", new KeytabBytes().aes256(PORTAL, 8, 'q'));

        assertThat(Run.of("keytab", "merge", one, other, "--out", one, "--force")
                        .status())
                .isZero();

        assertThat(Run.of("keytab", "list", one).output().lines()).hasSize(3);
    }

    @Test
    void writesThroughALinkInsteadOfOverIt() throws IOException {
        String file = file("a", KeytabBytes.portal());
        Path target = Files.writeString(directory.resolve("target"), "old");
        Files.createSymbolicLink(Path.of(out()), target);

        assertThat(Run.of("keytab", "merge", file, "--out", out(), "--force").status())
                .isZero();

        assertThat(Path.of(out())).isSymbolicLink();
        assertThat(target).hasBinaryContent(KeytabBytes.portal().toArray());
    }

    @Test
    void writesNothingIfASourceIsNotAKeytab() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "text");

        Run run = Run.of("keytab", "merge", file("a", KeytabBytes.portal()), text.toString(), "--out", out());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).startsWith("keytab: GH-C003: ");
        assertThat(files()).containsExactly("a", "text");
    }

    @Test
    void writesNothingIfASourceIsIncomplete() throws IOException {
        byte[] whole = KeytabBytes.portal().aes128(PORTAL, 7, 'q').toArray();
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1));

        Run run = Run.of("keytab", "merge", file("a", KeytabBytes.portal()), cut.toString(), "--out", out());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint())
                .startsWith("keytab: " + cut + " is incomplete: entry 2 at byte 96 ")
                .endsWith("Nothing was written. Copy the file again, as a binary file.\n");
        assertThat(files()).containsExactly("a", "cut");
    }

    @Test
    void leavesOutWhatCannotBeReadAndSaysSo() throws IOException {
        Path odd = Files.write(
                directory.resolve("odd"), Found.file("latin1.keytab").toArray());

        Run run = Run.of("keytab", "merge", odd.toString(), "--out", out());

        assertThat(run.status()).isZero();
        assertThat(run.output()).startsWith(out() + ": 1 key, ");
        assertThat(run.complaint())
                .isEqualTo("left out: " + odd + ": entry 1 at byte 2"
                        + " (\"HTTP/b\\xfccher.lab.localhost@LAB.LOCALHOST\"): its name is not UTF-8\n");
    }

    /** Other programs may know them. */
    @Test
    void copiesKeysOfTypesThatAreNotKnown() throws IOException {
        String file = file("a", KeytabBytes.portal().key(PORTAL, 7, 99, 48, 'n'));

        Run run = Run.of("keytab", "merge", file, "--out", out());

        assertThat(run).isEqualTo(new Run(0, out() + ": 2 keys, readable by its owner only\n", ""));
    }

    @Test
    void refusesADirectoryThatIsNotThere() throws IOException {
        Run run = Run.of(
                "keytab",
                "merge",
                file("a", KeytabBytes.portal()),
                "--out",
                directory.resolve("none/out").toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).contains("cannot be written");
    }

    @Test
    void refusesADirectoryInPlaceOfAFile() throws IOException {
        assertThat(Run.of("keytab", "merge", file("a", KeytabBytes.portal()), "--out", directory.toString(), "--force")
                        .complaint())
                .endsWith(" is a directory.\n");
    }

    @Test
    void asksForAFileToWrite() {
        assertThat(Run.of("keytab", "merge", "x").complaint()).startsWith("keytab: --out is missing.");
    }

    @Test
    void asksForFilesToRead() {
        assertThat(Run.of("keytab", "merge", "--out", "x").complaint())
                .startsWith("keytab: name the keytabs to merge.");
    }
}
