package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.ietf.jgss.GSSContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LabIT extends AtAWorkstation {
    @Nested
    class SignedOn {
        @BeforeEach
        void logOn() throws Exception {
            assertThat(workstation.kinit("alice", "Wonderland1!").status()).isZero();
        }

        @Test
        void showsWhoSheIs() throws Exception {
            String response = workstation.negotiate(lab.portal()).output();

            assertThat(response)
                    .startsWith("HTTP/1.1 200")
                    .contains("\nalice@LAB.LOCALHOST\n")
                    .contains("name      Alice Liddell\n")
                    .contains("how       Kerberos, aes256-sha1, mutual authentication\n")
                    .contains("service   HTTP/portal.lab.localhost@LAB.LOCALHOST\n")
                    .contains("session   new");
        }

        @Test
        void getsPageInBrowser() throws Exception {
            String response = workstation
                    .negotiate(lab.portal(), "--header", "Accept: text/html")
                    .output();

            assertThat(response)
                    .containsIgnoringCase("Content-Type: text/html;charset=UTF-8")
                    .contains("<h1>You are signed in as Alice Liddell</h1>");
        }

        @Test
        void getsProofOfServerWithFirstResponse() throws Exception {
            String response = workstation.negotiate(lab.portal()).output();

            assertThat(headers(response, "WWW-Authenticate"))
                    .hasSize(1)
                    .allMatch(value -> value.matches("Negotiate [A-Za-z0-9+/=]{100,}"));
        }

        @Test
        void verifiesServerByMutualAuthentication() throws Exception {
            try (JvmLogon alice = JvmLogon.withTicketCache(lab, workstation.ticketCache())) {
                boolean verified = alice.run(() -> {
                    GSSContext context = JvmLogon.initiate(lab.portal());
                    byte[] token = context.initSecContext(new byte[0], 0, 0);
                    HttpResponse<String> response =
                            send("Negotiate " + Base64.getEncoder().encodeToString(token));
                    String proof =
                            response.headers().firstValue("WWW-Authenticate").orElseThrow();
                    byte[] answer = Base64.getDecoder().decode(proof.substring("Negotiate ".length()));
                    context.initSecContext(answer, 0, answer.length);
                    return context.isEstablished() && context.getMutualAuthState();
                });

                assertThat(verified).isTrue();
            }
        }

        @Test
        void needsNoTicketWithinSession() throws Exception {
            String jar = workstation.cookies().toString();
            assertThat(workstation.negotiate(lab.portal(), "--cookie-jar", jar).status())
                    .isZero();

            String second = workstation.curl(lab.portal(), "--cookie", jar).output();

            assertThat(second)
                    .startsWith("HTTP/1.1 200")
                    .contains("alice@LAB.LOCALHOST")
                    .contains("session   reused");
            assertThat(headers(second, "WWW-Authenticate")).isEmpty();
        }

        @Test
        void isAcceptedByHostForHttp() throws Exception {
            String response =
                    workstation.negotiate(lab.url("files.lab.localhost")).output();

            assertThat(response).contains("service   HTTP/files.lab.localhost@LAB.LOCALHOST\n");
        }

        @Test
        void isAcceptedUnderShortName() throws Exception {
            int port = lab.portal().getPort();

            String response = workstation
                    .negotiate(URI.create("http://portal:" + port + "/"), "--resolve", "portal:" + port + ":127.0.0.1")
                    .output();

            assertThat(response).contains("service   HTTP/portal@LAB.LOCALHOST\n");
        }

        @Test
        void isAcceptedOverTlsOnAPortThatNoServicePrincipalNameHas() throws Exception {
            String response = workstation
                    .negotiate(
                            lab.securePortal(), "--cacert", lab.caCertificate().toString())
                    .output();

            assertThat(response)
                    .startsWith("HTTP/1.1 200")
                    .contains("\nalice@LAB.LOCALHOST\n")
                    .contains("service   HTTP/portal.lab.localhost@LAB.LOCALHOST\n");
        }

        @Test
        void getsNoTicketForUnknownName() throws Exception {
            Program.Result kvno = workstation.kvno("HTTP/nowhere.lab.localhost");

            assertThat(kvno.status()).isNotZero();
            assertThat(kvno.output()).contains("not found in Kerberos database");
        }

        @Test
        void getsNoTicketForNameWithTwoOwners() throws Exception {
            Program.Result kvno = workstation.kvno("HTTP/duplicate.lab.localhost");

            assertThat(kvno.status()).isNotZero();
            assertThat(kvno.output()).contains("Principal has multiple entries in Kerberos database");
        }

        @Test
        void isAskedAgainWhereThereIsNoTicket() throws Exception {
            String response =
                    workstation.negotiate(lab.url("duplicate.lab.localhost")).output();

            assertThat(response).startsWith("HTTP/1.1 401");
            assertThat(headers(response, "WWW-Authenticate")).containsExactly("Negotiate");
        }

        @Test
        void isRefusedWithRequestOfEarlier() throws Exception {
            String authorization;
            try (JvmLogon alice = JvmLogon.withTicketCache(lab, workstation.ticketCache())) {
                authorization = alice.negotiate(lab.portal());
            }
            HttpResponse<String> first = send(authorization);

            HttpResponse<String> second = send(authorization);

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(second.statusCode()).isEqualTo(401);
            assertThat(second.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(second.body()).matches("Sign-in did not work \\(GH-K034, [0-9A-F]{4}-[0-9A-F]{4}\\)\\.\n");
            String reference = second.body().replaceAll(".*, |\\).*\n", "");
            assertThat(lab.log().messages(Level.WARNING))
                    .filteredOn(message -> message.contains(reference))
                    .singleElement()
                    .asString()
                    .startsWith("GH-K034 KRB_AP_ERR_REPEAT (34) [" + reference + "] 127.0.0.1: ");
        }

        @Test
        void seesErrorPageForUnknownPath() throws Exception {
            String response = workstation
                    .negotiate(lab.portal().resolve("/nope"), "--header", "Accept: text/html")
                    .output();

            assertThat(response).startsWith("HTTP/1.1 404").contains("<h1>There is no such page</h1>");
        }

        @Test
        void seesErrorPageForUnknownMethod() throws Exception {
            String response =
                    workstation.negotiate(lab.portal(), "--data", "a=b").output();

            assertThat(response).startsWith("HTTP/1.1 405").contains("That request cannot be answered.");
        }

        private HttpResponse<String> send(String authorization) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + lab.portal().getPort() + "/"))
                    .header("Authorization", authorization)
                    .build();
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void asksStrangerToSignOn() throws Exception {
        int before = lab.log().messages(Level.INFO).size();

        String response = workstation.curl(lab.portal()).output();

        assertThat(response).startsWith("HTTP/1.1 401");
        assertThat(headers(response, "WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(headers(response, "Set-Cookie")).isEmpty();
        assertThat(lab.log().messages(Level.INFO)).hasSize(before);
    }

    @Test
    void wrongPasswordIsRefusedByKdc() throws Exception {
        Program.Result kinit = workstation.kinit("bob", "Wonderland1!");

        assertThat(kinit.status()).isNotZero();
        assertThat(kinit.output()).contains("Password incorrect");
        assertThat(refusals("bob")).contains(KdcError.KDC_ERR_PREAUTH_FAILED);
    }

    @Test
    void disabledUserIsRefusedByKdc() throws Exception {
        Program.Result kinit = workstation.kinit("dora", "Disabled1!");

        assertThat(kinit.status()).isNotZero();
        assertThat(kinit.output()).contains("credentials have been revoked");
    }

    @Test
    void changeOfDirectoryCountsAtOnce() throws Exception {
        assertThat(workstation.kinit("mallory", "Malicious1!").status()).isZero();

        lab.realm().directory().replace("CN=Mallory,CN=Users", "userAccountControl", "514");

        assertThat(workstation.kinit("mallory", "Malicious1!").output()).contains("credentials have been revoked");
    }

    @Test
    void valveTellsItsStart() {
        assertThat(lab.log().messages(Level.INFO))
                .anySatisfy(message -> assertThat(message).contains("HTTP/portal.lab.localhost@LAB.LOCALHOST"));
    }

    private static List<String> headers(String response, String name) {
        String prefix = name + ": ";
        return response.lines()
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    private static List<KdcError> refusals(String client) {
        return lab.log().kdcEvents().stream()
                .filter(event -> event.client().equals(Optional.of(client + "@LAB.LOCALHOST")))
                .map(KdcEvent::outcome)
                .filter(KdcEvent.Refused.class::isInstance)
                .map(outcome -> ((KdcEvent.Refused) outcome).error())
                .toList();
    }
}
