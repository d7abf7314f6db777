package org.gatehouse.dist.samba;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Samba's own PACs, changed and put back into their ticket with the service's exported key, in front of a stock Tomcat. Each
 * is sent by curl in a request that is right in everything else: the unchanged one is accepted on the same way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SambaTamperingIT {
    private static final String HOST = "portal";

    private SambaDomain domain;

    @AutoClose
    private SambaTomcat tomcat;

    @AutoClose
    private Workstation alice;

    private SambaTicket ticket;

    @BeforeAll
    void startTomcat(@TempDir Path folder) throws Exception {
        domain = SambaDomain.running();
        tomcat = SambaTomcat.start("tomcat10", domain, folder);
        alice = domain.deskOf("alice");
        ticket = SambaTicket.of(alice, domain, HOST);
        assertAccepted(ticket.pac());
    }

    @Test
    void refusesEachChangedPacWithItsCode() throws Exception {
        for (Map.Entry<String, byte[]> changed :
                new ChangedSambaPacs(ticket.pac()).all().entrySet()) {
            assertRefused(changed.getKey(), changed.getValue());
        }
        assertAccepted(ticket.pac());
    }

    @Test
    void refusesThePacOfAnotherUserWithItsSignatures() throws Exception {
        try (Workstation mallory = domain.deskOf("mallory")) {
            byte[] pac = SambaTicket.of(mallory, domain, HOST).pac();

            String log = assertRefused("GH-P005 the PAC of another user", pac);

            assertThat(log).contains("PAC_CLIENT_INFO", "\"mallory\"", "\"alice@CORP.GATEHOUSE.TEST\"");
        }
    }

    private void assertAccepted(byte[] pac) throws Exception {
        Response response = signInWith(pac);

        assertThat(response.status()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).contains("user: alice@CORP.GATEHOUSE.TEST\n", "\nLedgers: true\n");
    }

    /**
     * Returns what the log says.
     *
     * @param name begins with the code of the failure
     */
    private String assertRefused(String name, byte[] pac) throws Exception {
        String code = name.substring(0, name.indexOf(' '));

        Response response = signInWith(pac);

        assertThat(response.status()).as(name).isEqualTo(401);
        assertThat(response.body()).as(name).contains(code).doesNotContain("user:");
        String log = tomcat.logOf(response);
        assertThat(log).as(name).startsWith(code + " ");
        return log;
    }

    private Response signInWith(byte[] pac) throws Exception {
        SambaTicket inCache = SambaTicket.of(alice, domain, HOST);
        inCache.replacePac(pac);
        return alice.signOn(tomcat.address(HOST, "/aes/"));
    }
}
