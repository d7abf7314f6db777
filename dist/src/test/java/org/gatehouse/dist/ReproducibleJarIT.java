package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anyone who builds the JAR from the same sources gets the same bytes, whatever their umask. */
final class ReproducibleJarIT {
    /** What is compiled already is packaged again, by the module's own build, from a copy whose modes follow the umask. */
    private static final String BUILD = """
            umask "$1"
            mkdir -p "$2/valve/src/main" "$2/valve/target"
            cp ../pom.xml "$2"
            cp ../valve/pom.xml "$2/valve"
            cp -R ../valve/src/assembly "$2/valve/src"
            cp -R ../valve/src/main/resources "$2/valve/src/main"
            cp -R ../valve/target/classes "$2/valve/target"
            exec "$3/bin/mvn" -B -q -o -f "$2/valve" -Dmaven.repo.local="$4" -Dmaven.main.skip -Dmaven.test.skip \
                -Dverification.skip package
            """;

    @TempDir
    Path directory;

    @Test
    void jarIsTheSameByteForByteUnderEveryUmask() throws IOException {
        Path open = build("022");
        Path closed = build("077");

        assertThat(mode(open)).isEqualTo("rw-r--r--");
        assertThat(mode(closed)).isEqualTo("rw-------");
        assertThat(closed).hasSameBinaryContentAs(open);
    }

    private Path build(String umask) throws IOException {
        Path copy = directory.resolve(umask);
        Program.Result build = Program.run(
                List.of(
                        "sh",
                        "-e",
                        "-c",
                        BUILD,
                        "sh",
                        umask,
                        copy.toString(),
                        System.getProperty("gatehouse.maven"),
                        System.getProperty("gatehouse.repository")),
                Map.of(),
                "");
        assertThat(build.status()).as(build.output()).isZero();
        try (var jars = Files.newDirectoryStream(copy.resolve("valve/target"), "*.jar")) {
            return jars.iterator().next();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
