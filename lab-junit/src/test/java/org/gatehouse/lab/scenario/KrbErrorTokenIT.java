package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.junit.ClockShift;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LoggedOn;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.Test;

/** The token with which the portal refuses: Kerberos has one of its own, in SPNEGO there is no room for it. */
@GatehouseLab
class KrbErrorTokenIT {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    /**
     * Of KRB-ERROR (RFC 4120 §5.9.1) in the framing of RFC 4121 §4.1 (03 00) what concerns clocks: stime and susec, then
     * error-code; ctime and cusec are left out.
     */
    private static final Pattern KRB_ERROR = Pattern.compile(
            "\u0003\u0000\u007e.*\u00a4\u0011\u0018\u000f(\\d{14})Z\u00a5.\u0002.*?\u00a6\u0003\u0002\u0001(.)",
            Pattern.DOTALL);

    private static final DateTimeFormatter KERBEROS_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void tellsAClientOfPlainKerberosTheServersTime(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        Response response =
                new JdkWeb(lab.caCertificate()).get(lab.portal(), List.of("Authorization", plainKerberos(alice, lab)));

        Matcher error = KRB_ERROR.matcher(token(response));
        assertThat(error.find()).isTrue();
        Instant serverTime = LocalDateTime.parse(error.group(1), KERBEROS_TIME).toInstant(ZoneOffset.UTC);
        assertThat(error.group(2).charAt(0)).isEqualTo((char) 37); // KRB_AP_ERR_SKEW
        assertThat(Duration.between(Instant.now(), serverTime)).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
    }

    @Test
    @ClockShift(clock = ClockShift.PORTAL, by = "+7m")
    void tellsAClientOfSpnegoNothingButTheRefusal(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        Response response = new JdkWeb(lab.caCertificate())
                .get(lab.portal(), List.of("Authorization", alice.negotiate(lab.portal())));

        assertThat(token(response)).isEqualTo("\u00a1\u0007\u0030\u0005\u00a0\u0003\n\u0001\u0002"); // negState reject
    }

    @Test
    void isNotSentToWhoIsSignedOn(@LoggedOn("alice") JvmLogon alice, Lab lab) throws Exception {
        Response response =
                new JdkWeb(lab.caCertificate()).get(lab.portal(), List.of("Authorization", plainKerberos(alice, lab)));

        assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
        assertThat(KRB_ERROR.matcher(token(response)).find()).isFalse();
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

    /** With a character for each octet. */
    private static String token(Response response) {
        String value = response.header("WWW-Authenticate").get(0);
        byte[] token = Base64.getDecoder().decode(value.substring("Negotiate ".length()));
        return new String(token, StandardCharsets.ISO_8859_1);
    }
}
