package org.gatehouse.valve;

import java.nio.file.Path;
import java.time.Duration;
import org.gatehouse.acceptor.Forge;

/** A Tomcat in a process of its own, which a test kills. Says on which port it listens, and waits. */
public final class KilledTomcat {
    private KilledTomcat() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments its directory, and its replay file
     */
    public static void main(String[] arguments) throws Exception {
        SsoAuthenticator valve = new SsoAuthenticator(() -> Forge.NOW, Duration.ofDays(1));
        valve.setKeytab("http.keytab");
        valve.setReplayFile(arguments[1]);
        TestTomcat tomcat = TestTomcat.with(Path.of(arguments[0]), valve);
        System.out.println(tomcat.connector().getLocalPort());
        System.in.read();
        tomcat.close();
    }
}
