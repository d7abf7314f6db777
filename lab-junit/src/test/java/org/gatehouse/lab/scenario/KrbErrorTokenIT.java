package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.ClockShift;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LoggedOn;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.Test;

/** The token with which the portal refuses; where a clock is the cause it says what time it is, and no client minds. */
@GatehouseLab
class KrbErrorTokenIT {
    private static final int KRB_AP_ERR_SKEW = 37;
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    /**
     * Of KRB-ERROR (RFC 4120 §5.9.1) in the framing of RFC 4121 §4.1 (03 00), in hexadecimal: stime, susec, error-code. The
     * client's times are left out.
     */
    private static final Pattern KRB_ERROR =
            Pattern.compile("03007e.*?a411180f((?:3[0-9]){14})5aa50[3-5]020[1-3][0-9a-f]{2,6}a6030201([0-9a-f]{2})");

    private static final DateTimeFormatter KERBEROS_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void tellsAClientOfPlainKerberosTheServersTime(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        Response response =
                new JdkWeb(lab.caCertificate()).get(lab.portal(), List.of("Authorization", plainKerberos(alice, lab)));

        assertThat(token(response)).startsWith("60");
        assertServersTime(token(response));
    }

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void tellsAClientOfSpnegoTheServersTimeInsideTheRejection(@LoggedOn("alice") JvmLogon alice, Lab lab)
            throws Exception {
        Response response = new JdkWeb(lab.caCertificate())
                .get(lab.portal(), List.of("Authorization", alice.negotiate(lab.portal())));

        assertThat(token(response)).startsWith("a1").contains("a0030a0102"); // negState reject
        assertServersTime(token(response));
    }

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void endsTheNegotiationOfTheJdk(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        JdkWeb web = new JdkWeb(lab.caCertificate());
        assertThatThrownBy(() -> alice.run(() -> {
                    GSSContext context = JvmLogon.initiate(lab.portal());
                    String first = "Negotiate "
                            + Base64.getEncoder().encodeToString(context.initSecContext(new byte[0], 0, 0));
                    byte[] answer =
                            HexFormat.of().parseHex(token(web.get(lab.portal(), List.of("Authorization", first))));
                    return context.initSecContext(answer, 0, answer.length);
                }))
                .isInstanceOf(GSSException.class);

        Response next = web.get(lab.portal(), List.of("Authorization", alice.negotiate(lab.portal())));
        assertThat(next.body()).startsWith("Sign-in did not work (GH-K031, ");
    }

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void endsTheNegotiationOfMit(Workstation workstation, Lab lab) throws Exception {
        workstation.kinit("alice", "Wonderland1!");

        for (int attempt = 0; attempt < 2; attempt++) {
            Response response = workstation.signOn(lab.portal());

            assertThat(response.status()).isEqualTo(401);
            assertServersTime(token(response));
            assertThat(response.body()).startsWith("Sign-in did not work (GH-K031, ");
        }
    }

    @Test
    void isNotSentToWhoIsSignedOn(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        Response response =
                new JdkWeb(lab.caCertificate()).get(lab.portal(), List.of("Authorization", plainKerberos(alice, lab)));

        assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
        assertThat(KRB_ERROR.matcher(token(response)).find()).isFalse();
    }

    private static void assertServersTime(String token) {
        Matcher error = KRB_ERROR.matcher(token);
        assertThat(error.find()).isTrue();
        Instant serverTime =
                LocalDateTime.parse(text(error.group(1)), KERBEROS_TIME).toInstant(ZoneOffset.UTC);
        assertThat(HexFormat.fromHexDigits(error.group(2))).isEqualTo(KRB_AP_ERR_SKEW);
        assertThat(Duration.between(Instant.now(), serverTime)).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
    }

    private static String plainKerberos(JvmLogon alice, Lab lab) throws Exception {
        byte[] token = alice.run(() -> {
            GSSManager manager = GSSManager.getInstance();
            GSSName service = manager.createName("HTTP@" + lab.portal().getHost(), GSSName.NT_HOSTBASED_SERVICE);
            GSSContext context = manager.createContext(service, new Oid(KERBEROS), null, GSSContext.DEFAULT_LIFETIME);
            context.requestMutualAuth(true);
            return context.initSecContext(new byte[0], 0, 0);
        });
        return "Negotiate " + Base64.getEncoder().encodeToString(token);
    }

    private static String token(Response response) {
        String value = response.header("WWW-Authenticate").get(0);
        return HexFormat.of().formatHex(Base64.getDecoder().decode(value.substring("Negotiate ".length())));
    }

    private static String text(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);
    }
}
