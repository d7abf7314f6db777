package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A way through a realm in between, by the client that knows it: MIT's, by its {@code capaths}. */
@GatehouseLab(domains = {"home.ldif", "guests.ldif", "far.ldif"})
class TransitIT {
    private static final String PORTAL = "HTTP/portal.home.localhost@HOME.LOCALHOST";

    /** Bit 12 of TicketFlags, RFC 4120 §5.3. */
    private static final int TRANSITED_POLICY_CHECKED = 1 << 19;

    private Workstation pathfinder;

    @BeforeEach
    void sitDown(Workstation workstation) throws Exception {
        pathfinder = workstation.configured("""
                [capaths]
                    FAR.LOCALHOST = {
                        HOME.LOCALHOST = GUESTS.LOCALHOST
                    }""");
        pathfinder.kinit("fred@FAR.LOCALHOST", "Faraway1!").orThrow();
    }

    @Test
    void keepsTheRealmThatTheUserIsOf(Lab lab) throws Exception {
        Response response = pathfinder.signOn(lab.portal());

        assertThat(response.body()).startsWith("fred@FAR.LOCALHOST\n");
        assertThat(lab.log().messages(Level.WARNING)).isEmpty();
        assertThat(pathfinder.klist().output())
                .contains("krbtgt/GUESTS.LOCALHOST@FAR.LOCALHOST", "krbtgt/HOME.LOCALHOST@GUESTS.LOCALHOST");
    }

    @Test
    void isCheckedByTheLastKdc(Lab lab) throws Exception {
        pathfinder.kvno(PORTAL).orThrow();

        assertThat(lab.log().kdcEvents())
                .filteredOn(event -> event.service().filter(PORTAL::equals).isPresent())
                .singleElement()
                .satisfies(event -> assertThat(((KdcEvent.Issued) event.outcome()).flags() & TRANSITED_POLICY_CHECKED)
                        .isNotZero());
    }

    @Test
    void isClosedAtItsBeginningToWhoMayNotLogOnAnyMore(Lab lab) throws Exception {
        lab.realm("FAR.LOCALHOST").administration().lock("fred");

        Program.Result kvno = pathfinder.kvno(PORTAL);

        assertThat(kvno.output()).contains("Client's credentials have been revoked");
    }

    /** Each realm looks at its own users only: who is on the way already gets to its end. */
    @Test
    void isOpenToWhoIsOnTheWay(Lab lab) throws Exception {
        pathfinder.kvno("krbtgt/HOME.LOCALHOST@GUESTS.LOCALHOST").orThrow();
        lab.realm("FAR.LOCALHOST").administration().lock("fred");

        assertThat(pathfinder.signOn(lab.portal()).body()).startsWith("fred@FAR.LOCALHOST\n");
    }
}
