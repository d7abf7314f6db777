package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Someone whose ticket cannot be decrypted learns nothing of this server that they have not said themselves. */
class StrangerTest {
    private static final String REALM = "HIDDEN.REALM";
    private static final String HOST = "backstage.hidden.test";
    private static final String ACCOUNT = "svc-hidden-account";
    private static final List<String> OURS = List.of(REALM, "HTTP/" + HOST, HOST, ACCOUNT, "hidden", "http.keytab");
    private static final byte[] KEY = Arrays.copyOf(new byte[] {9}, 32);

    private static final String PROGRAM = "*/*";
    private static final String BROWSER = "text/html,*/*;q=0.8";

    @TempDir
    private Path directory;

    /** A token that no key decrypts, or that is refused before one could. */
    private record Stranger(String code, Consumer<Forge> change) {
        Forge forge() {
            return Forge.with(forge -> {
                forge.realm = REALM;
                forge.sname = "HTTP/" + HOST;
                forge.serviceKey = new byte[32];
                change.accept(forge);
            });
        }

        @Override
        public String toString() {
            return code;
        }
    }

    /** One for each cause that is found before a ticket has been decrypted, with names of one length. */
    static Stream<Stranger> strangers() {
        return Stream.of(
                new Stranger("GH-K010", forge -> forge.sname = "HTTP/onlystage.unknown.test"),
                new Stranger("GH-K011", forge -> forge.ticketEtype = 20),
                new Stranger("GH-K012", forge -> {}),
                new Stranger("GH-K013", forge -> forge.kvno = OptionalLong.of(8)),
                new Stranger("GH-K014", forge -> forge.ticketEtype = 23),
                new Stranger("GH-K014", forge -> forge.ticketEtype = 99),
                new Stranger("GH-K015", forge -> forge.realm = "OTHERS.REALM"),
                new Stranger("GH-K015", forge -> forge.realm = "HIDDEN.REAL"),
                new Stranger("GH-K016", forge -> {
                    forge.sname = "HTTP/elsewhere.test";
                    forge.serviceKey = KEY;
                }));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void strangerIsShownOneCodeForEveryCauseWhileTheLogHasTheExactOne(Stranger stranger) throws Exception {
        try (TestTomcat tomcat = started()) {
            for (String accept : List.of(PROGRAM, BROWSER)) {
                for (Bytes token :
                        List.of(stranger.forge().spnego(), stranger.forge().kerberos())) {
                    HttpResponse<String> response = send(tomcat, token, accept);

                    String line = tomcat.lines(Level.WARNING)
                            .get(tomcat.lines(Level.WARNING).size() - 1);
                    assertThat(response.statusCode()).isEqualTo(401);
                    assertThat(response.body())
                            .contains("GH-K009", RefusalLine.of(line).reference())
                            .doesNotContain("GH-K01");
                    assertThat(line).startsWith(stranger.code() + " ");
                }
            }
        }
    }

    @Test
    void strangerGetsTheSameAnswerForEveryCauseButForTheReference() throws Exception {
        Set<String> toSpnego = new HashSet<>();
        Set<String> toBareKerberos = new HashSet<>();
        try (TestTomcat tomcat = started()) {
            for (Stranger stranger : strangers().toList()) {
                for (String accept : List.of(PROGRAM, BROWSER)) {
                    toSpnego.add(accept + whole(send(tomcat, stranger.forge().spnego(), accept)));
                }
                toBareKerberos.add(whole(send(tomcat, stranger.forge().kerberos(), BROWSER)));
            }
        }
        assertThat(toSpnego).hasSize(2);
        assertThat(toBareKerberos).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void strangerGetsAKrbErrorWithTheNamesOfTheTokenAndOneNumber(Stranger stranger) throws Exception {
        try (TestTomcat tomcat = started()) {
            Forge forge = stranger.forge();

            DerReader error = krbError(send(tomcat, forge.kerberos(), PROGRAM));

            assertThat(error.integer(6, "error-code", 0, 99)).isEqualTo(41);
            assertThat(error.string(9, "realm", 99)).isEqualTo(forge.realm);
            assertThat(PrincipalName.parse(error, 10, "sname")).hasToString(forge.sname);
        }
    }

    @Test
    void learnsNothingFromTheTokensThatServersAreProbedWith() throws Exception {
        List<Bytes> tokens = new ArrayList<>(malformed());
        strangers().forEach(stranger -> {
            tokens.add(stranger.forge().kerberos());
            tokens.add(stranger.forge().spnego());
        });
        try (TestTomcat tomcat = started()) {
            for (Bytes token : tokens) {
                for (String accept : List.of(PROGRAM, BROWSER)) {
                    HttpResponse<String> response = send(tomcat, token, accept);

                    assertThat(response.statusCode()).isIn(400, 401, 403);
                    assertTellsNothing(token, response);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/only.hidden.test", "*"})
    void learnsNothingOfTheNamesThatAreListed(String spn) throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setSpn(spn))) {
            for (String name : List.of("HTTP/" + HOST, "HTTP/unknown.test")) {
                Forge forge = Forge.with(token -> {
                    token.realm = REALM;
                    token.sname = name;
                    token.serviceKey = new byte[32];
                });
                for (Bytes token : List.of(forge.kerberos(), forge.spnego())) {
                    HttpResponse<String> response = send(tomcat, token, PROGRAM);

                    assertThat(response.body()).contains("GH-K009");
                    assertTellsNothing(token, response);
                }
            }
        }
    }

    @Test
    void strangerIsToldNoNameWhereTheTokenNamesNone() throws Exception {
        try (TestTomcat tomcat = started()) {
            for (Consumer<Forge> change : List.<Consumer<Forge>>of(
                    forge -> forge.msgType = 15, forge -> forge.pvno = 4, forge -> forge.apReqTag = 0x30)) {
                Bytes token = Forge.with(change).kerberos();

                DerReader error = krbError(send(tomcat, token, PROGRAM));

                error.integer(6, "error-code", 0, 99);
                assertThat(error.rest("names").toArray()).isEqualTo(new byte[] {
                    (byte) 0xa9,
                    2,
                    0x1b,
                    0,
                    (byte) 0xaa,
                    0x0d,
                    0x30,
                    0x0b,
                    (byte) 0xa0,
                    3,
                    2,
                    1,
                    0,
                    (byte) 0xa1,
                    4,
                    0x30,
                    2,
                    0x1b,
                    0
                });
            }
        }
    }

    /** Cut at every length, and with each of the first bytes wrong; and what is not Kerberos at all. */
    private static List<Bytes> malformed() {
        Bytes whole = Forge.with(forge -> forge.serviceKey = new byte[32]).kerberos();
        List<Bytes> tokens = new ArrayList<>();
        for (int length = 1; length < whole.length(); length += 23) {
            tokens.add(whole.slice(0, length));
        }
        for (int at = 0; at < 120; at += 7) {
            byte[] changed = whole.toArray();
            changed[at] ^= 0x55;
            tokens.add(Bytes.of(changed));
        }
        tokens.add(Forge.with(forge -> forge.tokId = 0x0300).kerberos());
        tokens.add(Forge.with(forge -> forge.apOptions = 1 << 30).kerberos());
        tokens.add(Bytes.of("NTLMSSP\0\1\0\0\0".getBytes(StandardCharsets.US_ASCII)));
        return tokens;
    }

    /** Nothing of ours stands in an answer, in whatever form, that the token did not have. */
    private static void assertTellsNothing(Bytes token, HttpResponse<String> response) throws IOException {
        String sent = text(token.toArray());
        String answer = text(everything(response));
        for (String ours : OURS) {
            if (!sent.contains(ours.toLowerCase(Locale.ROOT))) {
                assertThat(answer).doesNotContain(ours.toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Headers, body, and what is in the headers as base64. */
    private static byte[] everything(HttpResponse<String> response) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(response.headers().map().toString().getBytes(StandardCharsets.UTF_8));
        all.write(response.body().getBytes(StandardCharsets.UTF_8));
        for (String challenge : response.headers().allValues("WWW-Authenticate")) {
            if (challenge.startsWith("Negotiate ")) {
                all.write(Base64.getDecoder().decode(challenge.substring("Negotiate ".length())));
            }
        }
        return all.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private static String whole(HttpResponse<String> response) {
        return (response.statusCode() + " " + response.headers().map() + " " + response.body())
                .replaceAll("[0-9A-F]{4}-[0-9A-F]{4}", "REFERENCE")
                .replaceAll("(?i)(date|content-length)=\\[[^]]*]", "");
    }

    private static HttpResponse<String> send(TestTomcat tomcat, Bytes token, String accept) throws Exception {
        String header = "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
        return tomcat.get("/", "Authorization", header, "Accept", accept);
    }

    /** Read up to the error's number. */
    private static DerReader krbError(HttpResponse<String> response) throws Exception {
        String challenge = response.headers().firstValue("WWW-Authenticate").orElseThrow();
        Bytes token = Bytes.of(Base64.getDecoder().decode(challenge.substring("Negotiate ".length())));
        Bytes inner = InitialContextToken.parse(token).innerToken();
        DerReader der = new DerReader(inner.slice(2, inner.length() - 2).cursor("test"));
        der.enter("KRB-ERROR", Tag.application(30));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        der.integer(0, "pvno", 5, 5);
        der.integer(1, "msg-type", 30, 30);
        der.time(4, "stime");
        der.integer(5, "susec", 0, 999_999);
        return der;
    }

    private TestTomcat started() throws Exception {
        return started(valve -> {});
    }

    private TestTomcat started(Consumer<SsoAuthenticator> change) throws Exception {
        Path keytab = directory.resolve("hidden.keytab");
        Files.write(
                keytab,
                KeytabFixture.file(
                        entry(List.of("HTTP", HOST)),
                        entry(List.of("HTTP", "only.hidden.test")),
                        entry(List.of(ACCOUNT))));
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-------"));
        return TestTomcat.started(directory, change.andThen(valve -> valve.setKeytab("hidden.keytab")), context -> {});
    }

    private static Keytab.Entry entry(List<String> name) {
        return new Keytab.Entry(REALM, new PrincipalName(1, name), 7, 18, SecretBytes.copyOf(KEY));
    }
}
