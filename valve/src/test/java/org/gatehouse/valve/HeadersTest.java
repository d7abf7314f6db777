package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests with many headers, or large ones. */
class HeadersTest {
    @TempDir
    private Path directory;

    private TestTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = TestTomcat.started(directory);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void doNotKeepTheTokenFromBeingFound() throws Exception {
        String[] headers =
                Stream.concat(others(80).stream(), Stream.of(Negotiate.alice())).toArray(String[]::new);

        assertThat(tomcat.get("/", headers).body()).startsWith("alice@EXAMPLE.COM");
    }

    /** Tomcat allows a hundred. */
    @Test
    void thatAreTooManyAreTheConnectorsMatter() throws Exception {
        HttpResponse<String> response = tomcat.get("/", others(200).toArray(String[]::new));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().map()).doesNotContainKey("www-authenticate");
        assertThat(tomcat.lines(Level.WARNING)).isEmpty();
    }

    @Test
    void thatAreTooLargeAreTheConnectorsMatter() throws Exception {
        HttpResponse<String> response = tomcat.get("/", "Authorization", "Negotiate " + "A".repeat(120_000));

        assertThat(response.statusCode()).isIn(400, 431);
        assertThat(tomcat.lines(Level.WARNING)).isEmpty();
    }

    @Test
    void ofWhichManyAreTokensAreRefusedAsABadRequest() throws Exception {
        String[] headers = Collections.nCopies(50, List.of(Negotiate.alice())).stream()
                .flatMap(List::stream)
                .toArray(String[]::new);

        HttpResponse<String> response = tomcat.get("/", headers);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("Sign-in did not work (GH-H003, ");
    }

    private static List<String> others(int number) {
        return IntStream.range(0, number)
                .boxed()
                .flatMap(i -> Stream.of("X-Other-" + i, "value " + i))
                .toList();
    }
}
