package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Anyone who has no ticket that the service's key decrypts learns nothing of the service. */
class StrangerLearnsNothingTest {
    /** The texts of the keytab, and where it is. */
    private static final List<String> SECRETS = List.of("example.com", "portal", "svc-web", "http.keytab", "kvno");

    private static final byte[] WRONG = Arrays.copyOf(new byte[] {9, 8, 7}, 32);

    @TempDir
    private static Path directory;

    private static final SteppedClock CLOCK = new SteppedClock();

    private static AttackedTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = new AttackedSite(directory)
                .keytab(KeytabFixture.file(
                        KeytabFixture.entry(7, Forge.SERVICE_KEY),
                        KeytabFixture.entry(6, new byte[32]),
                        KeytabFixture.entry(3, "HTTP/svc-web.example.com", Arrays.copyOf(new byte[] {3}, 32))))
                .at(CLOCK)
                .start();
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

    /** With SPNEGO around it, and without. */
    private static List<String> headers(Consumer<Forge> change) {
        Forge forge = Forge.with(CLOCK.stamp().andThen(change));
        return List.of(ForgedTokens.header(forge.spnego()), ForgedTokens.header(forge.kerberos()));
    }

    /** Tickets that no key decrypts or whose names are not ours, each with names of the attacker's own. */
    static Stream<Map.Entry<String, Consumer<Forge>>> undecrypted() {
        Map<String, Consumer<Forge>> tokens = new LinkedHashMap<>();
        tokens.put("unknown name", elsewhere());
        tokens.put("unknown name without kvno", elsewhere().andThen(forge -> forge.kvno = OptionalLong.empty()));
        tokens.put("unknown name, other kvno", elsewhere().andThen(forge -> forge.kvno = OptionalLong.of(99)));
        tokens.put("one part", elsewhere().andThen(forge -> forge.sname = "host"));
        tokens.put("our kvno", elsewhere().andThen(forge -> forge.kvno = OptionalLong.of(6)));
        tokens.put("ticket for the KDC", elsewhere().andThen(forge -> forge.sname = "krbtgt/ELSEWHERE.TEST"));
        tokens.put("unknown type", elsewhere().andThen(forge -> forge.ticketEtype = 99));
        tokens.put("RC4", elsewhere().andThen(forge -> forge.ticketEtype = 23));
        tokens.put("DES", elsewhere().andThen(forge -> forge.ticketEtype = 3));
        tokens.put("AES of RFC 8009", elsewhere().andThen(forge -> forge.ticketEtype = 20));
        return tokens.entrySet().stream();
    }

    private static Consumer<Forge> elsewhere() {
        return forge -> {
            forge.realm = "ELSEWHERE.TEST";
            forge.sname = "HTTP/other.test";
            forge.serviceKey = WRONG;
            forge.crealm = "ELSEWHERE.TEST";
            forge.authenticatorRealm = "ELSEWHERE.TEST";
        };
    }

    @ParameterizedTest
    @MethodSource("undecrypted")
    void strangerLearnsNothingFromNoAnswerToATicketThatWasNotDecrypted(Map.Entry<String, Consumer<Forge>> token)
            throws Exception {
        for (String header : headers(token.getValue())) {
            for (String accept : List.of("text/html", "*/*", "application/json")) {
                for (String method : List.of("GET", "POST", "HEAD")) {
                    HttpResponse<String> response = tomcat.send(method, "/", "Authorization", header, "Accept", accept);

                    assertThat(response.statusCode()).isEqualTo(401);
                    assertTellsNothing(response);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("undecrypted")
    void strangerLearnsNoMoreThanOneCode(Map.Entry<String, Consumer<Forge>> token) throws Exception {
        for (String header : headers(token.getValue())) {
            tomcat.log.clear();
            HttpResponse<String> response = tomcat.signIn(header);

            assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-K009");
            String reference = response.body().replaceFirst("(?s).*, ([0-9A-F-]{9})\\).*", "$1");
            assertThat(tomcat.log.warnings())
                    .singleElement()
                    .asString()
                    .matches("(?s)GH-K01[0-7] .*")
                    .contains("[" + reference + "]");
        }
    }

    /** Probes for what the keytab has, with the exact code of each. */
    private static Map<String, Consumer<Forge>> probes() {
        Map<String, Consumer<Forge>> probes = new LinkedHashMap<>();
        probes.put("GH-K012", forge -> {});
        probes.put("GH-K013", forge -> forge.kvno = OptionalLong.of(8));
        probes.put("GH-K010", forge -> forge.sname = "HTTP/nobody.example.com");
        probes.put("GH-K011", forge -> forge.ticketEtype = 17);
        probes.put("GH-K014", forge -> forge.ticketEtype = 23);
        probes.put("GH-K015", forge -> forge.realm = "ELSEWHERE.TEST");
        probes.put("GH-K016", forge -> {
            forge.sname = "HTTP/nobody.example.com";
            forge.serviceKey = Forge.SERVICE_KEY;
        });
        probes.replaceAll((code, probe) -> ((Consumer<Forge>) forge -> forge.serviceKey = WRONG).andThen(probe));
        return probes;
    }

    /** A name that the keytab has must not be told from one that it does not have. */
    @Test
    void strangerDoesNotLearnWhichNamesVersionsAndTypesTheKeytabHas() throws Exception {
        Set<String> bodies = new HashSet<>();
        for (Map.Entry<String, Consumer<Forge>> probe : probes().entrySet()) {
            for (String header : headers(probe.getValue())) {
                tomcat.log.clear();
                HttpResponse<String> response = tomcat.signIn(header);

                assertThat(tomcat.log.warnings()).singleElement().asString().startsWith(probe.getKey());
                bodies.add(response.statusCode() + response.body().replaceAll("[0-9A-F]{4}-[0-9A-F]{4}", "REFERENCE"));
            }
        }
        assertThat(bodies).hasSize(1);
    }

    /** The error of Kerberos is one as well, whatever the cause. */
    @Test
    void strangerDoesNotLearnWhichNamesVersionsAndTypesTheKeytabHasByTheErrorOfKerberos() throws Exception {
        Set<String> errors = new HashSet<>();
        for (Consumer<Forge> probe : probes().values()) {
            HttpResponse<String> response = tomcat.signIn(headers(probe).get(1));
            errors.add(ForgedTokens.answered(response)
                    .map(StrangerLearnsNothingTest::errorCode)
                    .orElse("no error"));
        }
        assertThat(errors).hasSize(1);
    }

    /** KRB-ERROR.error-code is [6] INTEGER (RFC 4120 section 5.9.1). */
    private static String errorCode(byte[] answer) {
        return ForgedTokens.latin(answer).replaceFirst("(?s)^.*\u00a6\u0003\u0002\u0001(.).*$", "$1");
    }

    static Stream<Map.Entry<String, byte[]>> otherTokens() throws Exception {
        byte[] stranger = Forge.with(elsewhere()).kerberos().toArray();
        byte[] unframed = ForgedTokens.unframed(Forge.with(elsewhere()));
        List<Bytes> usual = List.of(ForgedTokens.MS_KERBEROS, ForgedTokens.KERBEROS);
        Map<String, byte[]> tokens = new LinkedHashMap<>();
        tokens.put("bare Kerberos", stranger);
        tokens.put("unframed", ForgedTokens.offer(usual, unframed));
        tokens.put("unframed and bare", unframed);
        tokens.put("offer without a token", ForgedTokens.offer(usual, new byte[0]));
        tokens.put("NTLM offer", ForgedTokens.offer(List.of(ForgedTokens.NTLM), ntlm()));
        tokens.put("bare NTLM", ntlm());
        tokens.put("NTLM first", ForgedTokens.offer(List.of(ForgedTokens.NTLM, ForgedTokens.KERBEROS), ntlm()));
        tokens.put("unknown mechanism", ForgedTokens.offer(List.of(ForgedTokens.NEGOEX), new byte[] {1, 2, 3}));
        tokens.put("IAKERB realm query", ForgedTokens.offer(List.of(ForgedTokens.IAKERB), realmQuery()));
        tokens.put("bare IAKERB realm query", realmQuery());
        tokens.put(
                "user-to-user",
                Forge.with(elsewhere().andThen(forge -> forge.apOptions = 1 << 30))
                        .spnego()
                        .toArray());
        tokens.put("garbage", "Wonderland".getBytes(StandardCharsets.US_ASCII));
        tokens.put("nothing", new byte[0]);
        for (int tag : new int[] {10, 11, 12, 13, 15, 20, 21, 22, 30}) {
            tokens.put(
                    "message " + tag,
                    Forge.with(elsewhere().andThen(forge -> {
                                forge.msgType = tag;
                                forge.apReqTag = 0x60 | tag;
                            }))
                            .spnego()
                            .toArray());
        }
        byte[] whole = ForgedTokens.offer(usual, stranger);
        for (int length = 1; length < whole.length; length += 37) {
            tokens.put("cut at " + length, Arrays.copyOf(whole, length));
        }
        return tokens.entrySet().stream();
    }

    private static byte[] ntlm() {
        return ForgedTokens.concat(
                "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 0, 0, 0}, new byte[32]);
    }

    /** "What is your realm?" of a client that offers IAKERB: an empty realm and no message. */
    private static byte[] realmQuery() {
        return ForgedTokens.framed(ForgedTokens.IAKERB, new byte[] {5, 1, 0x30, 4, (byte) 0xa1, 2, 0x0c, 0});
    }

    @ParameterizedTest
    @MethodSource("otherTokens")
    void strangerLearnsNothingFromNoAnswerToATokenOfAnotherKind(Map.Entry<String, byte[]> token) throws Exception {
        for (String method : List.of("GET", "POST")) {
            for (String accept : List.of("text/html", "*/*")) {
                HttpResponse<String> response = tomcat.send(
                        method, "/", "Authorization", ForgedTokens.header(token.getValue()), "Accept", accept);

                assertThat(response.statusCode()).isIn(400, 401, 403);
                assertTellsNothing(response);
            }
        }
    }

    /** The error names what the token named: in its own case, and nothing else. */
    @Test
    void strangerLearnsNoMoreThanTheNamesThatItSentItself() throws Exception {
        for (String name : List.of("HTTP/PORTAL.EXAMPLE.COM", "http/Portal.Example.Com", "HOST/portal.example.com")) {
            HttpResponse<String> response = tomcat.signIn(headers(forge -> {
                        forge.serviceKey = WRONG;
                        forge.sname = name;
                        forge.realm = "Example.Com";
                    })
                    .get(1));

            String told = AttackedTomcat.told(response);
            for (String ours : List.of("portal.example.com", "EXAMPLE.COM", "HTTP/portal")) {
                if (!(name + " Example.Com").contains(ours)) {
                    assertThat(told).as(name).doesNotContain(ours);
                }
            }
        }
    }

    @Test
    void theLogSaysItAll() throws Exception {
        tomcat.signIn(headers(probes().get("GH-K013")).get(0));

        assertThat(tomcat.log.with(Level.WARNING, "GH-K013 KRB_AP_ERR_BADKEYVER (44)"))
                .singleElement()
                .asString()
                .contains("kvno 8", "7 and 6");
    }

    private static void assertTellsNothing(HttpResponse<String> response) {
        String told = AttackedTomcat.told(response).replace("\0", "").toLowerCase(Locale.ROOT);
        assertThat(told).doesNotContain(SECRETS);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }
}
