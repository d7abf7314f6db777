package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that was accepted before. */
class ReplayTest {
    @TempDir
    private Path directory;

    @Test
    void thatWasSeenBeforeIsRefused() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(new Forge());
            tomcat.get("/", "Authorization", header);

            HttpResponse<String> response = tomcat.get("/", "Authorization", header);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).startsWith("Sign-in did not work (GH-K034, ");
        }
    }

    @Test
    void thatAnotherApplicationHasSeenIsRefused() throws Exception {
        try (TestTomcat tomcat =
                new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second")) {
            tomcat.start();
            String header = Negotiate.header(new Forge());
            tomcat.get("/", "Authorization", header);

            HttpResponse<String> response = tomcat.get("/second/", "Authorization", header);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).startsWith("Sign-in did not work (GH-K034, ");
        }
    }

    @Test
    void thatWasSeenBeforeTheApplicationWasReloadedIsRefused() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(new Forge());
            tomcat.get("/", "Authorization", header);
            tomcat.context().reload();

            assertThat(tomcat.get("/", "Authorization", header).body()).startsWith("Sign-in did not work (GH-K034, ");
        }
    }

    /** No memory outlives its Tomcat, and none is of two: both would be hidden state of the whole JVM. */
    @Test
    void isAMatterOfOneTomcat(@TempDir Path elsewhere) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory);
                TestTomcat other = TestTomcat.started(elsewhere)) {
            String header = Negotiate.header(new Forge());
            tomcat.get("/", "Authorization", header);

            assertThat(other.get("/", "Authorization", header).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isRefusedByTheOtherApplicationAfterAReloadToo() throws Exception {
        try (TestTomcat tomcat =
                new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/second")) {
            tomcat.start();
            String header = Negotiate.header(new Forge());
            tomcat.get("/second/", "Authorization", header);
            tomcat.context().reload();

            assertThat(tomcat.get("/", "Authorization", header).body()).startsWith("Sign-in did not work (GH-K034, ");
        }
    }
}
