package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask the server to carry their Kerberos messages to a KDC: named, and never served. */
class IakerbAttackTest {
    private static final List<Bytes> WINDOWS_WITHOUT_A_DOMAIN =
            List.of(ForgedTokens.IAKERB, ForgedTokens.NEGOEX, ForgedTokens.NTLM, ForgedTokens.LATE_FALLBACK);

    private static final SteppedClock CLOCK = new SteppedClock();

    @TempDir
    private static Path directory;

    private static AttackedTomcat tomcat;
    private static Map<String, byte[]> recorded;

    @BeforeAll
    static void start() throws Exception {
        try (InputStream file = IakerbAttackTest.class.getResourceAsStream("iakerb.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
            recorded = text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 4))
                    .collect(Collectors.toMap(
                            words -> words[0] + " " + words[1],
                            words -> HexFormat.of().parseHex(words[3])));
        }
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

    /** An IAKERB-HEADER of a realm in a string of this tag, with further fields, and a message. */
    private static byte[] proxyToken(int tag, String realm, byte[] fields, byte[] message) {
        byte[] name = ForgedTokens.tlv(0xa1, ForgedTokens.tlv(tag, realm.getBytes(StandardCharsets.UTF_8)));
        byte[] header = ForgedTokens.tlv(0x30, ForgedTokens.concat(name, fields));
        return ForgedTokens.framed(ForgedTokens.IAKERB, ForgedTokens.concat(new byte[] {5, 1}, header, message));
    }

    private static byte[] proxyToken(String realm) {
        return proxyToken(0x0c, realm, new byte[0], asReq());
    }

    /** The AS-REQ of a recorded token: everything from its tag 6a on. */
    private static byte[] asReq() {
        byte[] token = recorded.get("mit-iakerb-aes256-1 proxy");
        return Arrays.copyOfRange(token, 3 + 8 + 2 + 2 + token[14], token.length);
    }

    private static HttpResponse<String> send(byte[] token) throws Exception {
        tomcat.log.clear();
        return tomcat.signIn(ForgedTokens.header(token));
    }

    /** The line that says so. */
    private static String assertNamed(byte[] token) throws Exception {
        HttpResponse<String> response = send(token);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(AttackedTomcat.code(response.body())).isEqualTo("GH-S009");
        String line = assertThat(tomcat.log.warnings())
                .filteredOn(warning -> !warning.contains("token has followed")) // another test's negotiation has ended
                .singleElement()
                .actual();
        assertThat(line).startsWith("GH-S009").contains("IAKERB");
        assertThat(line.toLowerCase(Locale.ROOT))
                .doesNotContain("sent ntlm", "tlrmtvnt", "offers ntlm and no kerberos");
        assertThat(AttackedTomcat.told(response)).doesNotContain("EXAMPLE.COM", "portal.example.com");
        return line;
    }

    @Test
    void iakerbIsNamedInEveryRecordedToken() throws Exception {
        for (Map.Entry<String, byte[]> token : recorded.entrySet()) {
            if (token.getValue()[0] == 0x60) { // the older form's later tokens have no frame, and no list before them
                CLOCK.nextMinute();
                assertNamed(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, token.getValue()));
                assertNamed(ForgedTokens.offer(List.of(ForgedTokens.IAKERB), token.getValue()));
                assertNamed(token.getValue());
            }
        }
    }

    @Test
    void iakerbIsNamedWithTheRealmOfItsHeader() throws Exception {
        byte[] token = recorded.get("mit-iakerb-aes256-1 proxy");

        assertThat(assertNamed(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, token)))
                .contains("\"IAKERB.EXAMPLE\"");
        assertThat(assertNamed(token)).contains("\"IAKERB.EXAMPLE\"");
    }

    @Test
    void iakerbIsNamedWithoutATokenToo() throws Exception {
        assertNamed(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, new byte[0]));
        assertNamed(ForgedTokens.offer(List.of(ForgedTokens.IAKERB), new byte[0]));
    }

    /** LocalKDC's realm is the NetBIOS name of a computer. */
    @ParameterizedTest
    @ValueSource(strings = {"PORTAL01", "DESKTOP-4F7KQ2L", "WEB"})
    void iakerbMeansALocalAccountIfTheRealmIsAComputers(String realm) throws Exception {
        assertThat(assertNamed(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, proxyToken(realm))))
                .contains("\"" + realm + "\"", "local account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORP.EXAMPLE", "corp.partner.example", "AD.CORP.EXAMPLE"})
    void iakerbMeansNoDomainControllerInReachIfTheRealmIsADomain(String realm) throws Exception {
        assertThat(assertNamed(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, proxyToken(realm))))
                .contains("\"" + realm + "\"", "domain controller")
                .doesNotContain("local account");
    }

    @Test
    void iakerbIsNamedInItsOlderForm() throws Exception {
        byte[] old = recorded.get("mit-iakerb-old-1.20-1 proxy");

        assertThat(assertNamed(ForgedTokens.offer(List.of(ForgedTokens.IAKERB), old)))
                .contains("MIT")
                .containsAnyOf("older", "earlier", "before 1.22", "1.22");
    }

    /** Windows sends header-flags [3], which the draft does not have; others may follow. */
    @Test
    void iakerbIsNamedWithFieldsThatTheDraftDoesNotKnow() throws Exception {
        byte[] flags = {(byte) 0xa3, 7, 3, 5, 0, 0, 0, 0, 0};
        byte[] cookie = {(byte) 0xa2, 4, 4, 2, 1, 2};
        byte[] unknown = {(byte) 0xa7, 3, 2, 1, 9};
        for (byte[] fields : List.of(flags, cookie, unknown, ForgedTokens.concat(cookie, flags, unknown))) {
            assertThat(assertNamed(proxyToken(0x0c, "CORP.EXAMPLE", fields, asReq())))
                    .contains("\"CORP.EXAMPLE\"");
        }
    }

    /** Where Kerberos is on the list as well, it is asked for, and nothing else is. */
    @Test
    void givesWayToKerberosInTheSameList() throws Exception {
        for (List<Bytes> list : List.of(
                List.of(ForgedTokens.IAKERB, ForgedTokens.KERBEROS),
                List.of(ForgedTokens.IAKERB, ForgedTokens.LATE_FALLBACK, ForgedTokens.MS_KERBEROS),
                List.of(ForgedTokens.LATE_FALLBACK, ForgedTokens.IAKERB, ForgedTokens.NTLM, ForgedTokens.KERBEROS))) {
            HttpResponse<String> response = send(ForgedTokens.offer(list, proxyToken("CORP.EXAMPLE")));

            assertThat(response.statusCode()).isEqualTo(401);
            String answer = ForgedTokens.latin(ForgedTokens.answered(response).orElseThrow());
            assertThat(answer)
                    .contains(ForgedTokens.latin(list.get(list.size() - 1).toArray()))
                    .doesNotContain(
                            ForgedTokens.latin(ForgedTokens.IAKERB.toArray()),
                            ForgedTokens.latin(ForgedTokens.LATE_FALLBACK.toArray()));
        }
    }

    /** It is a capability, and no mechanism. */
    @Test
    void iakerbIsNoReasonToSelectNegotiateLateFallback() throws Exception {
        for (List<Bytes> list : List.of(
                List.of(ForgedTokens.LATE_FALLBACK),
                List.of(ForgedTokens.LATE_FALLBACK, ForgedTokens.NTLM),
                List.of(ForgedTokens.NTLM, ForgedTokens.LATE_FALLBACK))) {
            HttpResponse<String> response = send(ForgedTokens.offer(list, new byte[0]));

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(AttackedTomcat.told(response))
                    .doesNotContain(ForgedTokens.latin(ForgedTokens.LATE_FALLBACK.toArray()));
        }
        assertThat(tomcat.log.warnings()).singleElement().asString().contains("Negotiate Late Fallback");
    }

    @Test
    void iakerbDoesNotKeepOutAClientThatSendsKerberosBesideIt() throws Exception {
        List<Bytes> list = List.of(
                ForgedTokens.MS_KERBEROS,
                ForgedTokens.KERBEROS,
                ForgedTokens.IAKERB,
                ForgedTokens.NEGOEX,
                ForgedTokens.USER_TO_USER,
                ForgedTokens.NTLM,
                ForgedTokens.LATE_FALLBACK);

        assertThat(tomcat.status(ForgedTokens.header(Forge.with(CLOCK.stamp()).spnego(list))))
                .isEqualTo(200);
    }

    @Test
    void iakerbIsNotReadBeyondItsEnd() throws Exception {
        List<byte[]> hostile = new ArrayList<>();
        byte[] whole = proxyToken("CORP.EXAMPLE");
        for (int length = 1; length < 60; length++) {
            hostile.add(Arrays.copyOf(whole, length));
            hostile.add(ForgedTokens.framed(
                    ForgedTokens.IAKERB, Arrays.copyOfRange(whole, 11, Math.min(whole.length, 11 + length))));
        }
        hostile.add(proxyToken(0x0c, "A".repeat(40_000), new byte[0], new byte[0]));
        hostile.add(proxyToken(0x0c, "CORP", new byte[30_000], new byte[0]));
        hostile.add(proxyToken(0x02, "CORP", new byte[0], new byte[0]));
        hostile.add(ForgedTokens.framed(ForgedTokens.IAKERB, new byte[] {5, 1, 0x30, (byte) 0x80, 0, 0}));
        hostile.add(ForgedTokens.framed(
                ForgedTokens.IAKERB, new byte[] {5, 1, 0x30, (byte) 0x84, 0x7f, -1, -1, -1, (byte) 0xa1}));
        for (byte[] token : hostile) {
            for (byte[] sent : List.of(token, ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, token))) {
                HttpResponse<String> response = send(sent);

                assertThat(response.statusCode()).isIn(400, 401);
                assertThat(tomcat.log.warnings())
                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(3000));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X\" 10.9.9.9: GH-K031 forged",
                "X\n[DEAD-BEEF] 198.51.100.7: forged",
                "X\u001b[31m",
                "X\u202eMOC",
                "X\u0000Y"
            })
    void iakerbCannotForgeALineByTheRealm(String realm) throws Exception {
        send(ForgedTokens.offer(WINDOWS_WITHOUT_A_DOMAIN, proxyToken(realm)));

        assertThat(tomcat.log.warnings())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("GH-S0")
                        .doesNotContain(realm, "\n", "\u001b", "\u202e", "\u0000")
                        .matches("(?s)GH-S[0-9]{3}[^\"]*\\[[0-9A-F]{4}-[0-9A-F]{4}] 127\\.0\\.0\\.1: .*"));
    }
}
