package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** User-to-user tickets, which Windows itself sends to a service without an account. */
class UserToUserAttackTest {
    private static final int USE_SESSION_KEY = 1 << 30;
    private static final byte[] TGT_REQUEST = {4, 0, 0x6b, 2, 0x30, 0};

    @TempDir
    private static Path directory;

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory).start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void forget() {
        tomcat.log.clear();
    }

    private static Forge forge() {
        return Forge.with(forge -> forge.apOptions = USE_SESSION_KEY);
    }

    @Test
    void userToUserIsNamedByTheOptionOfTheMessage() throws Exception {
        for (byte[] token :
                List.of(forge().spnego().toArray(), forge().kerberos().toArray())) {
            assertNamed(token);
            assertThat(tomcat.log.warnings()).singleElement().asString().startsWith("GH-K004");
        }
    }

    @Test
    void userToUserIsNamedByItsMechanism() throws Exception {
        byte[] request = ForgedTokens.framed(ForgedTokens.USER_TO_USER, TGT_REQUEST);
        byte[] message = ForgedTokens.framed(
                ForgedTokens.USER_TO_USER, ForgedTokens.concat(new byte[] {1, 0}, ForgedTokens.unframed(forge())));

        for (byte[] token : List.of(request, message)) {
            assertNamed(ForgedTokens.offer(List.of(ForgedTokens.USER_TO_USER), token));
            assertNamed(ForgedTokens.offer(List.of(ForgedTokens.USER_TO_USER, ForgedTokens.NTLM), token));
            assertNamed(token);
        }
    }

    /** A client that has Kerberos as well is asked for it. */
    @Test
    void givesWayToKerberosInTheSameList() throws Exception {
        List<Bytes> list = List.of(ForgedTokens.USER_TO_USER, ForgedTokens.KERBEROS, ForgedTokens.NTLM);
        HttpResponse<String> response = tomcat.signIn(ForgedTokens.header(
                ForgedTokens.offer(list, ForgedTokens.framed(ForgedTokens.USER_TO_USER, TGT_REQUEST))));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(ForgedTokens.latin(ForgedTokens.answered(response).orElseThrow()))
                .contains(ForgedTokens.latin(ForgedTokens.KERBEROS.toArray()))
                .doesNotContain(ForgedTokens.latin(ForgedTokens.USER_TO_USER.toArray()));
    }

    private static void assertNamed(byte[] token) throws Exception {
        tomcat.log.clear();
        HttpResponse<String> response = tomcat.signIn(ForgedTokens.header(token));

        assertThat(response.statusCode()).isEqualTo(401);
        String line = assertThat(tomcat.log.warnings()).singleElement().actual();
        assertThat(line).doesNotStartWith("GH-N001").contains("user-to-user");
        assertThat(line.toLowerCase(Locale.ROOT))
                .doesNotContain("browsers do not", "not from browsers", "makes its own tokens", "proxy", "ntlm and no");
    }
}
