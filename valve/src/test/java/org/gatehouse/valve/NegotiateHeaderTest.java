package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.valve.RawConnection.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Authorization: Negotiate …} as it is met in the wild, byte by byte. */
class NegotiateHeaderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Negotiate TOKEN",
                "Authorization: negotiate TOKEN",
                "AUTHORIZATION: NEGOTIATE TOKEN",
                "authorization:Negotiate TOKEN",
                "Authorization: \t Negotiate TOKEN",
                "Authorization: Negotiate    TOKEN",
                "Authorization: Negotiate\tTOKEN",
                "Authorization: Negotiate \t TOKEN",
                "Authorization: Negotiate TOKEN  ",
                "Authorization: Negotiate TOKEN\t",
                "Authorization: Negotiate UNPADDED",
                "Authorization: Negotiate\r\n TOKEN"
            })
    void isRead(String header) throws Exception {
        assertThat(answer(header).status()).as(header).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Negotiate FIRST\r\n HALF",
                "Authorization: Negotiate FIRST\r\n\tHALF",
                "Authorization: Negotiate FIRST HALF",
                "Authorization: Negotiate \"TOKEN\"",
                "Authorization: Negotiate TOKEN=",
                "Authorization: Negotiate TOKEN, Basic YWxpY2U6cHc=",
                "Authorization: Negotiate Negotiate TOKEN",
                "Authorization: Negotiate !",
                "Authorization: Negotiate Y"
            })
    void isRefusedWhereItIsNotBase64(String header) throws Exception {
        Answer answer = answer(header);

        assertThat(answer.status()).as(header).isEqualTo(400);
        assertThat(answer.challenge()).isEmpty();
        assertThat(answer.body()).startsWith("Sign-in did not work (GH-H001, ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Negotiate",
                "Authorization: Negotiate ",
                "Authorization: NegotiateTOKEN",
                "Authorization: Negotiate:TOKEN",
                "Authorization: Negotiat TOKEN",
                "Authorization: TOKEN",
                "Authorization: Kerberos TOKEN",
                "Authorization: "
            })
    void isAskedForWhereThereIsNone(String header) throws Exception {
        Answer answer = answer(header);

        assertThat(answer.status()).as(header).isEqualTo(401);
        assertThat(answer.challenge()).isEqualTo("Negotiate");
        assertThat(answer.body()).startsWith("Sign-in is needed");
    }

    @Test
    void isNamedAtDebugWhereItIsOfAnotherScheme() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            tomcat.get("/", "Authorization", "Basic YWxpY2U6cHc=");

            assertThat(tomcat.lines(Level.ALL))
                    .anyMatch(line -> line.matches("\\[[0-9A-F]{4}-[0-9A-F]{4}] 127\\.0\\.0\\.1 was asked to sign in;"
                            + " sent: Basic credentials, a header of 18 characters"));
        }
    }

    private Answer answer(String header) throws Exception {
        byte[] token = tokenThatNeedsPadding();
        String base64 = Base64.getEncoder().encodeToString(token);
        String line = header.replace(
                        "UNPADDED", Base64.getEncoder().withoutPadding().encodeToString(token))
                .replace("TOKEN", base64)
                .replace("FIRST", base64.substring(0, 400))
                .replace("HALF", base64.substring(400));
        try (TestTomcat tomcat = TestTomcat.started(directory);
                RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            return connection.get(line);
        }
    }

    private static byte[] tokenThatNeedsPadding() {
        for (String name = "alice"; ; name += "x") {
            String user = name;
            byte[] token = Forge.with(forge -> {
                        forge.cname = List.of(user);
                        forge.authenticatorName = List.of(user);
                    })
                    .spnego()
                    .toArray();
            if (token.length % 3 != 0) {
                return token;
            }
        }
    }
}
