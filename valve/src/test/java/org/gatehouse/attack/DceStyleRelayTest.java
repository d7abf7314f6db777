package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in of an RPC client, which somebody in the middle passes on to the web server. */
class DceStyleRelayTest {
    private static final int DCE_STYLE = 0x1000;

    @TempDir
    private static Path directory;

    private static final SteppedClock CLOCK = new SteppedClock();

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory).at(CLOCK).start();
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    @BeforeEach
    void forget() {
        CLOCK.nextMinute();
        tomcat.log.clear();
    }

    private static Forge withFlags(int flags) {
        return Forge.with(CLOCK.stamp().andThen(forge -> {
            byte[] checksum = Forge.gssChecksum(flags);
            checksum[21] = (byte) (flags >>> 8);
            forge.checksum = checksum;
        }));
    }

    /** With whatever else is asked for: mutual authentication, integrity, confidentiality, identify, extended error. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0x3e, 0x10, 0x30, 0x20, 0x2000, 0x4000, 0x6000, 0xe03e})
    void dceStyleRelayIsRefusedByItsFlagWhateverOtherFlagsItHas(int others) throws Exception {
        for (List<Bytes> mechanisms : List.of(
                List.of(ForgedTokens.MS_KERBEROS, ForgedTokens.KERBEROS, ForgedTokens.NTLM),
                List.of(ForgedTokens.KERBEROS),
                List.of(ForgedTokens.MS_KERBEROS))) {
            assertRefused(withFlags(others | DCE_STYLE).spnego(mechanisms).toArray());
        }
    }

    @Test
    void dceStyleRelayIsRefusedByItsFlagWithoutSpnegoToo() throws Exception {
        assertRefused(withFlags(DCE_STYLE).kerberos().toArray());
    }

    @Test
    void dceStyleRelayIsRefusedByItsFlagThoughItAsksForMutualAuthentication() throws Exception {
        Forge forge = withFlags(DCE_STYLE | 2);
        forge.apOptions = 1 << 29;

        assertRefused(forge.spnego().toArray());
    }

    /** [MS-KILE] 3.4.5.1: without the header of RFC 2743. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 0x3e, DCE_STYLE, DCE_STYLE | 0x3e})
    void dceStyleRelayIsRefusedByItsMissingFraming(int flags) throws Exception {
        for (List<Bytes> mechanisms : List.of(
                List.of(ForgedTokens.MS_KERBEROS, ForgedTokens.KERBEROS, ForgedTokens.NTLM),
                List.of(ForgedTokens.KERBEROS),
                List.of(ForgedTokens.MS_KERBEROS))) {
            assertRefused(ForgedTokens.offer(mechanisms, ForgedTokens.unframed(withFlags(flags))), "GH-K006");
        }
    }

    @Test
    void dceStyleRelayIsRefusedWithoutFramingAndWithoutSpnego() throws Exception {
        HttpResponse<String> response = tomcat.signIn(ForgedTokens.header(ForgedTokens.unframed(withFlags(2))));

        assertThat(response.statusCode()).isIn(400, 401);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    /** It is not remembered as a sign-in either, and what comes next is. */
    @Test
    void dceStyleRelayDoesNotKeepTheUserOut() throws Exception {
        assertRefused(withFlags(DCE_STYLE).spnego().toArray());

        assertThat(tomcat.status(ForgedTokens.header(withFlags(0x3e).spnego()))).isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.header(withFlags(0x2000).spnego())))
                .isEqualTo(200);
        assertThat(tomcat.status(ForgedTokens.header(withFlags(0x4000).spnego())))
                .isEqualTo(200);
    }

    private static void assertRefused(byte[] token) throws Exception {
        assertRefused(token, "GH-K005");
    }

    private static void assertRefused(byte[] token, String code) throws Exception {
        tomcat.log.clear();
        HttpResponse<String> response = tomcat.signIn(ForgedTokens.header(token));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(response.body())).isEqualTo(code);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
        ForgedTokens.answered(response)
                .ifPresent(answer ->
                        assertThat(ForgedTokens.latin(answer)).as("an AP-REP").doesNotContain("\u0002\u0000o"));
        assertThat(tomcat.log.warnings())
                .singleElement()
                .asString()
                .startsWith(code)
                .contains("DCE")
                .doesNotContain("cuts", "proxy");
    }
}
