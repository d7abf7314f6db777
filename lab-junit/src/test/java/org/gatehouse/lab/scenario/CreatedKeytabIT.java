package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatehouse.cli.Main;
import org.gatehouse.lab.client.Program;
import org.gatehouse.valve.SsoAuthenticator;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** A keytab that {@code keytab create} makes of the service account's password, without asking the domain. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class CreatedKeytabIT extends Scenario {
    private static final Logger VALVE = Logger.getLogger(SsoAuthenticator.class.getName());

    CreatedKeytabIT(Client client) {
        super(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Changed1!", "Pässwörter ändern sich €"})
    void opensTheDomainsTicketsAsSoonAsItIsThere(String password) throws Exception {
        int kvno = administrator().setPassword("svc-portal", password);

        TakeOver takeOver = new TakeOver();
        VALVE.addHandler(takeOver);
        try {
            create(password, kvno);
            assertThat(takeOver.seen.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            VALVE.removeHandler(takeOver);
        }

        logOnAlice();
        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    private void create(String password, int kvno) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("keytab", "create", "--principal", PORTAL, "--account", "svc-portal"));
        command.addAll(List.of("--kvno", Integer.toString(kvno), "--force"));
        command.addAll(List.of("--out", lab().keytab().toString()));

        Program.Result created = Program.run(command, Map.of(), password + "\n");

        assertThat(created.status()).as(created.output()).isZero();
        assertThat(created.output())
                .contains("made with the salt LAB.LOCALHOSTsvc-portal")
                .doesNotContain(password);
    }

    /** The portal looks at its keytab every two seconds, in a thread of Tomcat's whose lines are not the lab's. */
    private static final class TakeOver extends Handler {
        private final CountDownLatch seen = new CountDownLatch(1);

        @Override
        public void publish(LogRecord logged) {
            if (logged.getMessage().contains("now uses the new keys")) {
                seen.countDown();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
