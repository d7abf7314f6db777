package org.gatehouse.lab.mit;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LoggedOn;
import org.junit.jupiter.api.Test;

/** Tokens of different clients at the valve and at the JDK's acceptor, with tickets of the lab's KDC. */
@GatehouseLab
class LabTwinsIT {
    @Test
    void acceptTheJdksToken(@LoggedOn("alice") JvmLogon alice, Workstation workstation, Lab lab) throws Exception {
        String authorization = alice.negotiate(lab.portal());

        Response response = workstation.get(lab.portal(), "--header", "Authorization: " + authorization);

        assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
        assertThat(accept(lab, authorization.substring("Negotiate ".length()))).isEqualTo("alice@LAB.LOCALHOST");
    }

    @Test
    void acceptCurlsToken(@LoggedOn("alice") Workstation workstation, Lab lab) throws Exception {
        Program.Result curl = workstation.negotiate(lab.portal(), "--verbose").orThrow();

        assertThat(curl.output()).contains("alice@LAB.LOCALHOST\n");
        assertThat(accept(lab, MitDesk.tokenOf(curl))).isEqualTo("alice@LAB.LOCALHOST");
    }

    private static String accept(Lab lab, String token) throws Exception {
        return Jgss.accept(lab.krb5Conf(), lab.keytab(), token);
    }
}
