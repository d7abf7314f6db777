package org.gatehouse.lab.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.logging.Level;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.ClockShift;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LabSpn;
import org.gatehouse.lab.junit.LabUser;
import org.gatehouse.lab.junit.LoggedOn;
import org.gatehouse.lab.junit.PortalUrl;
import org.junit.jupiter.api.Test;

@GatehouseLab
@LabUser(name = "erin", password = "Expert1!", groups = "Finance")
class PortalExampleIT {
    @Test
    void signsUserOnWithTicketOfTheDomain(@LoggedOn("erin") Workstation workstation, @PortalUrl URI portal)
            throws Exception {
        Response response = workstation.signOn(portal);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).startsWith("erin@LAB.LOCALHOST\n");
    }

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void refusesUserWhoseClockIsWrong(@LoggedOn("erin") Workstation workstation, Lab lab) throws Exception {
        Response response = workstation.signOn(lab.portal());

        assertThat(response.status()).isEqualTo(401);
        assertThat(lab.log().messages(Level.WARNING))
                .singleElement()
                .asString()
                .startsWith("GH-K031 KRB_AP_ERR_SKEW (37) [");
    }

    @Test
    @LabSpn(account = "svc-portal", spn = "HTTP/orders.lab.localhost")
    void acceptsEveryNameOfTheServiceAccount(@LoggedOn("erin") Workstation workstation, Lab lab) throws Exception {
        Response response = workstation.signOn(lab.url("orders.lab.localhost"));

        assertThat(response.body()).contains("HTTP/orders.lab.localhost@LAB.LOCALHOST");
    }
}
