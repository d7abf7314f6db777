package org.gatehouse.dist.samba;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user of Samba's domain in front of a stock Tomcat 11. */
class SambaTomcat11IT {
    @Test
    void signsInUserOfSambasDomainWithTheirGroups(@TempDir Path folder) throws Exception {
        SambaDomain domain = SambaDomain.running();
        try (SambaTomcat tomcat = SambaTomcat.start("tomcat11", domain, folder);
                Workstation alice = domain.deskOf("alice")) {
            Response response = alice.signOn(tomcat.address("portal", "/aes/"));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .startsWith("user: alice@CORP.GATEHOUSE.TEST\n")
                    .contains("\nLedgers: true\n");
        }
    }
}
