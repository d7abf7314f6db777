package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.Test;

/** What is in the archive, and that nothing in it tells who built it, where or when. */
final class ArchiveIT {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void zipHoldsJarExampleDocumentationAndLegalTexts() throws IOException {
        assertThat(Archive.names())
                .containsExactlyInAnyOrder(
                        "CHANGELOG.md",
                        "LICENSE",
                        "NOTICE",
                        "conf/sso-conditions.xml",
                        "conf/sso-conditions.xsd",
                        "docs/attacks.md",
                        "docs/configure.md",
                        "docs/failures.md",
                        "docs/install.md",
                        "docs/lab.md",
                        "docs/performance.md",
                        "docs/proxies.md",
                        "docs/sign-in.svg",
                        "docs/testing.md",
                        "docs/tools.md",
                        "docs/troubleshooting.md",
                        "lib/gatehouse-valve.jar",
                        "proxies/Caddyfile",
                        "proxies/apache-ajp.conf",
                        "proxies/apache-http.conf",
                        "proxies/haproxy.cfg",
                        "proxies/nginx.conf",
                        "proxies/squid.conf",
                        "proxies/varnish.vcl");
    }

    @Test
    void tarHoldsWhatZipHolds() throws IOException {
        assertThat(tar("-tzf"))
                .containsExactlyInAnyOrderElementsOf(
                        Archive.names().stream().map(Archive.top()::concat).toList());
    }

    @Test
    void tarNamesNoOwnerAndNoTimeOfBuild() throws IOException {
        List<String[]> entries = tar("--numeric-owner", "--utc", "-tvzf").stream()
                .map(line -> line.split(" +", 6))
                .toList();

        assertThat(entries).allSatisfy(entry -> assertThat(entry).startsWith("-rw-r--r--", "0/0"));
        assertThat(entries.stream().map(entry -> entry[3] + " " + entry[4]).distinct())
                .hasSize(1);
    }

    @Test
    void zipNamesNoTimeOfBuild() throws IOException {
        try (ZipFile zip = new ZipFile(Archive.zip().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    @Test
    void everyLinkOfTheDocumentationLeadsToAFileOfTheArchive() throws IOException {
        Set<String> targets = new TreeSet<>();
        Archive.texts()
                .forEach((name, text) -> LINK.matcher(text)
                        .results()
                        .map(link -> Path.of(name).resolveSibling(link.group(1)).normalize())
                        .forEach(target -> targets.add(target.toString())));

        assertThat(targets).isNotEmpty().isSubsetOf(Archive.names());
    }

    private static List<String> tar(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(options));
        command.add(Archive.tarGz().toString());
        Program.Result tar = Program.run(command, Map.of(), "");
        assertThat(tar.status()).as(tar.output()).isZero();
        return tar.output().lines().toList();
    }
}
