package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The portal by HTTPS, on a port that no SPN has. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class TlsIT extends Scenario {
    TlsIT(Client client) {
        super(client);
    }

    @Test
    void signsOnWithTheNameWithoutPort() throws Exception {
        logOnAlice();

        Response response = seat().open(lab().securePortal());

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("service   " + PORTAL + "\n");
        assertThat(issued(PORTAL)).hasSize(1);
    }

    @Test
    void signsOnUserOfTheOtherRealm() throws Exception {
        logOn("carol@PARTNER.LOCALHOST", "Partner1!");

        assertSignedOn(seat().open(lab().securePortal()), "carol@PARTNER.LOCALHOST");
    }

    /** One certificate is for every host of both domains. */
    @Test
    void signsOnToAHostOfTheOtherDomain() throws Exception {
        logOnAlice();
        URI intranet = URI.create(
                "https://intranet.partner.localhost:" + lab().securePortal().getPort() + "/");

        Response response = seat().open(intranet);

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("service   HTTP/intranet.partner.localhost@PARTNER.LOCALHOST\n");
    }

    @Test
    void refusesInTheSameWords() throws Exception {
        administrator().setPassword("svc-portal", "Changed1!");
        logOnAlice();

        assertRefused(seat().open(lab().securePortal()), "GH-K013 KRB_AP_ERR_BADKEYVER (44)");
    }

    @Test
    void asksStrangerToSignOn() throws Exception {
        assertNothingOffered(seat().open(lab().securePortal()));
    }

    /** Whoever does not know the lab's authority sends nothing, and least of all a ticket. */
    @Nested
    class OfAnAuthorityThatNobodyKnows {
        @Test
        void isNotTrusted() throws Exception {
            logOnAlice();

            switch (client()) {
                case MIT, MIT_BY_ITS_OWN_CLOCK -> {
                    Program.Result curl = withoutAuthority();
                    assertThat(curl.status()).isEqualTo(60); // CURLE_PEER_FAILED_VERIFICATION
                    assertThat(curl.output()).contains("SSL certificate problem");
                }
                case JDK -> {
                    String ticket = ((JdkSeat) seat()).logon().negotiate(lab().securePortal());
                    assertThatThrownBy(() -> JdkWeb.trustingTheUsual()
                                    .get(lab().securePortal(), List.of("Authorization", ticket)))
                            .isInstanceOf(SSLHandshakeException.class)
                            .hasMessageContaining("unable to find valid certification path");
                }
            }
            assertThat(lab().log().records()).isEmpty();
        }

        private Program.Result withoutAuthority() throws Exception {
            URI address = lab().securePortal();
            return ((MitSeat) seat())
                    .workstation()
                    .run(
                            "curl",
                            "--disable",
                            "--silent",
                            "--show-error",
                            "--resolve",
                            address.getHost() + ":" + address.getPort() + ":127.0.0.1",
                            "--negotiate",
                            "--user",
                            ":",
                            address.toString());
        }
    }
}
