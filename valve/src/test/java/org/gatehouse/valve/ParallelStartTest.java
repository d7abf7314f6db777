package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.core.StandardHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code <Host startStopThreads="4">}: Tomcat holds the lock of its Server while its threads start the applications. */
class ParallelStartTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void startsAndStopsSeveralApplicationsAtOnce() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {})) {
            tomcat.withSecondApplication("/second").withSecondApplication("/third");
            if (tomcat.context().getParent() instanceof StandardHost host) {
                host.setStartStopThreads(4);
            }

            tomcat.start();

            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(200);
            assertThat(tomcat.get("/second/", "Accept", "*/*").statusCode()).isEqualTo(401);
        }
    }
}
