package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.cli.spn.Resolution;
import org.gatehouse.files.ProcessUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code doctor} says of names: one thing of each, and no error about what nobody needs. */
class DoctorNamesTest {
    private static final String URL = "https://portal.example.com/";
    private static final Pattern NAME = Pattern.compile("(?i)\\b(?:HTTPS?|HOST)/[^\\s@:]+");

    @TempDir
    Path directory;

    private static Run doctor(String... words) {
        return Run.with(
                host -> new Resolution(true, Optional.of(host), Optional.empty()),
                Stream.concat(Stream.of("doctor"), Stream.of(words)).toArray(String[]::new));
    }

    private static Set<String> names(Run run, String level) {
        return run.findings().stream()
                .filter(finding -> finding.startsWith(level + " spn") || finding.startsWith(level + " keytab"))
                .flatMap(finding -> NAME.matcher(finding.replaceAll(" +→.*", ""))
                        .results()
                        .map(name -> name.group().toLowerCase(Locale.ROOT).replaceAll("[.,;]+$", "")))
                .collect(Collectors.toSet());
    }

    static Stream<KeytabBytes> unrelated() {
        String old = "HTTP/old.example.com";
        return Stream.of(
                KeytabBytes.portal().key(old, 3, 3, 8, 'd'),
                KeytabBytes.portal().rc4(old, 3),
                KeytabBytes.portal().aes256(old, 3, 'a').aes256(old, 3, 'b'),
                KeytabBytes.portal().aes256("HTTPS/portal.example.com", 7, 'p'),
                KeytabBytes.portal().aes256("HTTP/10.1.2.3", 3, 'x'),
                KeytabBytes.portal().aes256("HTTP/-old.example.com", 3, 'x'),
                KeytabBytes.portal().entry(KeytabBytes.REALM, List.of("HTTP/x"), 3, 18, "y".repeat(32)));
    }

    @ParameterizedTest(name = "keytab {index}")
    @MethodSource("unrelated")
    void badKeyThatNoAddressNeedsIsAWarning(KeytabBytes keytab) throws IOException {
        String file = keytab.in(directory);

        Run alone = doctor("--keytab", file);
        Run withAddress = doctor("--keytab", file, "--url", URL);

        assertThat(alone.status()).isEqualTo(1);
        assertThat(withAddress.status()).isZero();
        assertThat(withAddress.findings()).anyMatch(finding -> finding.startsWith("WARN "));
        assertThat(withAddress.findings()).contains("OK spn HTTP/portal.example.com: kvno 7, aes256-sha1");
    }

    @Test
    void badKeyThatAnAddressNeedsIsAnError() throws IOException {
        String file = new KeytabBytes()
                .aes256("HTTP/good.example.com", 7, 'g')
                .key("HTTP/portal.example.com", 7, 3, 8, 'd')
                .in(directory);

        Run run = doctor("--keytab", file, "--url", URL);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings())
                .anySatisfy(finding -> assertThat(finding)
                        .contains("has no key for HTTP/portal.example.com that can be used, only kvno 7, des"));
    }

    @Test
    void badKeyOfTheHostIsAnErrorWhereItStandsForTheAddress() throws IOException {
        String file = new KeytabBytes()
                .aes256("HTTP/good.example.com", 7, 'g')
                .aes256("HOST/portal.example.com", 7, 'a')
                .aes256("HOST/portal.example.com", 7, 'b')
                .in(directory);

        assertThat(doctor("--keytab", file, "--url", URL).status()).isEqualTo(1);
    }

    static Stream<KeytabBytes> contradictory() {
        String portal = KeytabBytes.PORTAL;
        return Stream.of(
                KeytabBytes.portal(),
                new KeytabBytes().key(portal, 7, 3, 8, 'd').aes256("HTTP/other.example.com", 1, 'o'),
                new KeytabBytes().rc4(portal, 7).aes256("HTTP/other.example.com", 1, 'o'),
                new KeytabBytes().aes256(portal, 7, 'a').rc4(portal, 8),
                new KeytabBytes().aes256(portal, 7, 'a').aes256(portal, 7, 'b'),
                new KeytabBytes().aes256("HTTPS/portal.example.com", 7, 'a'),
                new KeytabBytes().aes256("http/PORTAL.example.com", 7, 'a').rc4(portal, 8),
                new KeytabBytes().aes256("HTTP/my_app.example.com", 7, 'a'),
                new KeytabBytes().aes256("HOST/portal.example.com", 7, 'a').rc4("HOST/portal.example.com", 8));
    }

    @ParameterizedTest(name = "keytab {index}")
    @MethodSource("contradictory")
    void noNameIsBothRightAndWrong(KeytabBytes keytab) throws IOException {
        String file = keytab.in(directory);

        for (Run run : List.of(
                doctor("--keytab", file),
                doctor("--keytab", file, "--url", URL),
                doctor("--keytab", file, "--url", URL, "--url", "https://other.example.com/"),
                doctor("--keytab", file, "--url", "https://my_app.example.com/"),
                Run.of("keytab", "check", file),
                Run.of("spn", "HTTP/portal.example.com", "HTTPS/portal.example.com", "--keytab", file))) {
            Set<String> both = new TreeSet<>(names(run, "OK"));
            both.retainAll(names(run, "ERROR"));
            assertThat(both).as(run.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://my_app.lab.localhost/",
                "https://-app.example.com/",
                "https://app-.example.com/",
                "https://app..example.com/",
                "https://app.example.com:0/",
                "https://app.example.com:65536/",
                "https://[::1/",
                "https://bücher.example.com/"
            })
    void hostThatNobodyTakesIsAnErrorAndNothingElse(String url) throws IOException {
        Run run = doctor("--keytab", KeytabBytes.portal().in(directory), "--url", url);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.findings())
                .filteredOn(finding -> finding.contains(url.replaceAll("https?://|:\\d+/|/", "")))
                .singleElement()
                .asString()
                .startsWith("ERROR name ");
    }

    @Test
    void keyOfASecondFileThatWorksIsFound() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        String weak = new KeytabBytes()
                .aes256("HTTP/good.example.com", 7, 'g')
                .key(KeytabBytes.PORTAL, 6, 3, 8, 'd')
                .in(Files.createDirectory(directory.resolve("weak")));

        assertThat(doctor("--keytab", weak, "--keytab", KeytabBytes.portal().in(other), "--url", URL)
                        .status())
                .isZero();
    }

    /** Owned by someone who is neither root nor the user that is named, no matter who runs the test. */
    private String strangersKeytab() throws IOException {
        Path file = Path.of(KeytabBytes.portal().in(directory, "rw-r-----"));
        if (ProcessUser.current().uid().orElse(-1) == 0) {
            Files.setAttribute(file, "unix:uid", 4711);
        }
        return file.toString();
    }

    @Test
    void keytabOfAnotherUserIsAnErrorWhereTomcatsUserIsKnown() throws IOException {
        String file = strangersKeytab();

        for (Run run : List.of(
                doctor("--keytab", file, "--user", "no-such-user"),
                Run.of("keytab", "check", file, "--user", "no-such-user"))) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .anyMatch(finding -> finding.startsWith("ERROR keytab GH-C024: " + file + " is not used"));
        }
    }

    @Test
    void keytabOfAnUnknownUserIsNoErrorWhereTomcatsUserIsNot() throws IOException {
        assertThat(doctor("--keytab", strangersKeytab()).status()).isZero();
    }

    @Test
    void keytabOfTomcatsUserIsFineByNumberAndByName() throws IOException {
        Path file = Path.of(strangersKeytab());

        assertThat(doctor(
                                "--keytab",
                                file.toString(),
                                "--user",
                                Files.getAttribute(file, "unix:uid").toString())
                        .status())
                .isZero();
        assertThat(doctor(
                                "--keytab",
                                file.toString(),
                                "--user",
                                Files.getOwner(file).getName())
                        .status())
                .isZero();
    }

    @Test
    void valveThatTrustsTheOwnerWouldStart() throws IOException {
        String file = strangersKeytab();
        String uid = Files.getAttribute(Path.of(file), "unix:uid").toString();
        String valve = "<Context><Valve className='org.gatehouse.valve.SsoAuthenticator' keytab='" + file + "' ";
        Path strict = Files.writeString(directory.resolve("strict.xml"), valve + "/></Context>");
        Path trusting = Files.writeString(
                directory.resolve("trusting.xml"), valve + "trustedKeyOwners='" + uid + "'/></Context>");

        assertThat(doctor("--context-xml", strict.toString(), "--user", "no-such-user")
                        .findings())
                .anyMatch(finding -> finding.startsWith("ERROR valve GH-C024: "));
        assertThat(doctor("--context-xml", trusting.toString(), "--user", "no-such-user")
                        .findings())
                .anyMatch(finding -> finding.startsWith("OK valve "))
                .noneMatch(finding -> finding.contains("GH-C024"));
    }

    @Test
    void openDirectoryIsAWarningOfTheValveAsWell() throws IOException {
        String file = KeytabBytes.portal().in(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxr-x"));
        Path context = Files.writeString(
                directory.resolve("context.xml"),
                "<Context><Valve className='org.gatehouse.valve.SsoAuthenticator' keytab='" + file + "'/></Context>");

        assertThat(doctor("--context-xml", context.toString()).findings())
                .anyMatch(finding -> finding.startsWith("WARN valve " + file + " can be replaced by the group "));
    }
}
