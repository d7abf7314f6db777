package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A request for every cause of a refusal: the client gets the code, and the log says in one line what is to be done. */
class CatalogueTest {
    private static final Bytes NTLM = bytes("4e544c4d535350000100000007020000");
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final List<Bytes> NOT_FIRST = List.of(MechanismOid.NEGOEX.content(), KERBEROS);
    private static final String BEGINNING = negotiate(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY));

    /** Another kind of connection, a full memory and a restart are set up there. */
    private static final Set<FailureCode> SHOWN_ELSEWHERE = EnumSet.of(
            FailureCode.NEVER_ANSWERS, // SilentClientsTest
            FailureCode.NOT_ASKED, // ConditionsInForceTest
            FailureCode.TICKET_NOT_ACCEPTED, // StrangerTest
            FailureCode.KEY_OF_ANOTHER_REALM, // SeveralRealmsTest
            FailureCode.KERBEROS_NOT_FIRST, // SecondTokenTest
            FailureCode.NO_OPTIMISTIC_TOKEN, // SecondTokenTest
            FailureCode.REPLAY_CACHE_FULL, // ReplayedTokenTest
            FailureCode.OLDER_THAN_MEMORY, // RestartTest
            FailureCode.CLIENT_SIGN_IN_LIMIT, // ReplayedTokenTest
            FailureCode.MALFORMED_PAC, // MalformedPacTest
            FailureCode.PAC_SIGNATURE_WRONG, // PacSignatureTest
            FailureCode.PAC_SIGNATURE_TYPE, // PacSignatureTest
            FailureCode.PAC_SIGNATURE_MISSING, // PacSignatureTest
            FailureCode.PAC_OF_ANOTHER_CLIENT, // PacClientTest
            FailureCode.PAC_CONTRADICTS_ITSELF, // PacAgreementTest
            FailureCode.FOREIGN_ACCOUNT); // UserProofTest

    @TempDir
    private Path directory;

    /**
     * One way to a refusal.
     *
     * @param valve what its administrator has set
     * @param authorizations of the requests one after the other, of which the last is refused
     */
    private record Scenario(FailureCode code, Consumer<SsoAuthenticator> valve, List<String> authorizations) {
        Scenario(FailureCode code, String... authorizations) {
            this(code, valve -> {}, List.of(authorizations));
        }

        /** A token with something changed. */
        Scenario(FailureCode code, Consumer<Forge> change) {
            this(code, Negotiate.header(Forge.with(change)));
        }

        @Override
        public String toString() {
            return code.toString();
        }
    }

    static Stream<Scenario> scenarios() {
        return Stream.of(ofTheHeader(), ofSpnego(), ofKeys(), ofTheClient(), ofUsers(), ofTimes(), ofRealms())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> ofTheHeader() {
        return Stream.of(
                new Scenario(FailureCode.NOT_BASE64, "Negotiate YII=*"),
                new Scenario(FailureCode.TOKEN_TOO_LARGE, negotiate(Bytes.of(new byte[(1 << 17) + 1]))),
                new Scenario(FailureCode.SEVERAL_AUTHORIZATIONS, Negotiate.header(new Forge()) + "\nBasic eDp5"));
    }

    private static Stream<Scenario> ofSpnego() {
        return Stream.of(
                new Scenario(FailureCode.MALFORMED_SPNEGO, "Negotiate AAAA"),
                new Scenario(
                        FailureCode.NO_COMMON_MECHANISM,
                        negotiate(Forge.negTokenInit(List.of(MechanismOid.NEGOEX.content()), Bytes.EMPTY))),
                new Scenario(
                        FailureCode.IAKERB,
                        negotiate(Forge.negTokenInit(List.of(MechanismOid.IAKERB.content()), Bytes.EMPTY))),
                new Scenario(FailureCode.NO_NEGOTIATION, negotiate(bytes("a1073005a0030a0100"))),
                new Scenario(FailureCode.BAD_MIC, BEGINNING, next(new Forge(), Optional.of(bytes("0404")))),
                new Scenario(FailureCode.CLIENT_REJECTED, BEGINNING, negotiate(bytes("a1073005a0030a0102"))),
                new Scenario(
                        FailureCode.NO_MIC_KEY,
                        valve -> {
                            valve.setEncryptionTypes("aes256-sha1 rc4-hmac");
                        },
                        List.of(
                                BEGINNING,
                                next(
                                        Forge.with(forge -> {
                                            forge.sessionEtype = 23;
                                            forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, 16);
                                            forge.authenticatorKey = forge.sessionKey;
                                            forge.authenticatorEtype = 23;
                                        }),
                                        Optional.empty()))),
                new Scenario(FailureCode.NTLM, negotiate(NTLM)));
    }

    private static Stream<Scenario> ofKeys() {
        return Stream.of(
                new Scenario(FailureCode.MALFORMED_KERBEROS, forge -> forge.apReqTag = 0x30),
                new Scenario(FailureCode.NOT_AN_AP_REQ, forge -> forge.tokId = 0x0200),
                new Scenario(FailureCode.BAD_VERSION, forge -> forge.pvno = 4),
                new Scenario(FailureCode.USER_TO_USER, forge -> forge.apOptions = 1 << 30),
                new Scenario(FailureCode.DCE_STYLE, forge -> forge.checksum[21] = 0x10),
                new Scenario(
                        FailureCode.UNFRAMED_AP_REQ,
                        negotiate(Forge.negTokenInit(List.of(KERBEROS), new Forge().apReq()))),
                new Scenario(FailureCode.NO_KEY_FOR_NAME, forge -> {
                    forge.sname = "HTTP/other.example.com";
                    forge.serviceKey = new byte[32];
                }),
                new Scenario(FailureCode.NAME_NOT_IN_KEYTAB, forge -> forge.sname = "HTTP/other.example.com"),
                new Scenario(
                        FailureCode.NAME_NOT_ACCEPTED,
                        valve -> valve.setSpn("HTTP/only.example.com"),
                        List.of(Negotiate.header(new Forge()))),
                new Scenario(FailureCode.NO_KEY_OF_ENCTYPE, forge -> forge.ticketEtype = 20),
                new Scenario(FailureCode.ENCTYPE_NOT_SUPPORTED, forge -> forge.ticketEtype = 23),
                new Scenario(FailureCode.TICKET_DOES_NOT_OPEN, forge -> forge.serviceKey = new byte[32]),
                new Scenario(FailureCode.KVNO_MISMATCH, forge -> {
                    forge.serviceKey = new byte[32];
                    forge.kvno = OptionalLong.of(8);
                }),
                new Scenario(FailureCode.OTHER_REALM, forge -> {
                    forge.realm = "OTHER.EXAMPLE.COM";
                    forge.serviceKey = new byte[32];
                }));
    }

    private static Stream<Scenario> ofTheClient() {
        return Stream.of(
                new Scenario(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN, forge -> forge.authenticatorKey = new byte[32]),
                new Scenario(FailureCode.WRONG_CLIENT, forge -> forge.authenticatorName = List.of("bob")),
                new Scenario(FailureCode.INVISIBLE_CHARACTER, forge -> {
                    forge.cname = List.of("al\u200bice");
                    forge.authenticatorName = forge.cname;
                }),
                new Scenario(FailureCode.NO_GSS_CHECKSUM, forge -> forge.checksumType = 7),
                new Scenario(
                        FailureCode.CRITICAL_AUTHORIZATION_DATA,
                        forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 512)),
                new Scenario(FailureCode.ANONYMOUS_CLIENT, forge -> {
                    forge.cname = List.of("WELLKNOWN", "ANONYMOUS");
                    forge.authenticatorName = forge.cname;
                }));
    }

    private static Stream<Scenario> ofUsers() {
        return Stream.of(
                new Scenario(
                        FailureCode.PAC_ABSENT,
                        valve -> valve.setPacAbsent("refuse"),
                        List.of(Negotiate.header(new Forge()))),
                new Scenario(
                        FailureCode.USER_NAME_NOT_IN_PAC,
                        valve -> valve.setUserNameFormat("upn"),
                        List.of(Negotiate.header(new Forge()))));
    }

    private static Stream<Scenario> ofTimes() {
        String twice = Negotiate.header(new Forge());
        return Stream.of(
                new Scenario(FailureCode.TICKET_EXPIRED, forge -> forge.endTime = ago(Duration.ofHours(1))),
                new Scenario(FailureCode.TICKET_NOT_YET_VALID, forge -> forge.startTime = ago(Duration.ofHours(-1))),
                new Scenario(FailureCode.TICKET_INVALID, forge -> forge.flags |= 1 << (31 - 7)),
                new Scenario(FailureCode.SKEW, forge -> forge.ctime = ago(Duration.ofSeconds(432))),
                new Scenario(FailureCode.REPLAY, twice, twice));
    }

    private static Stream<Scenario> ofRealms() {
        String fromPartner = Negotiate.header(fromPartner());
        String throughOther = Negotiate.header(Forge.with(forge -> {
            forge.crealm = "PARTNER.EXAMPLE.COM";
            forge.authenticatorRealm = forge.crealm;
            forge.transited = "OTHER.EXAMPLE.COM";
        }));
        return Stream.of(
                new Scenario(FailureCode.TRANSIT_NOT_CHECKED, forge -> {
                    forge.crealm = "PARTNER.EXAMPLE.COM";
                    forge.authenticatorRealm = forge.crealm;
                    forge.transited = "OTHER.EXAMPLE.COM";
                    forge.flags = 0;
                }),
                new Scenario(
                        FailureCode.UNTRUSTED_REALM,
                        valve -> valve.setTrustedRealms("FRIENDS.EXAMPLE.COM"),
                        List.of(fromPartner)),
                new Scenario(
                        FailureCode.TRANSIT_NOT_TRUSTED,
                        valve -> valve.setTrustedRealms("PARTNER.EXAMPLE.COM"),
                        List.of(throughOther)));
    }

    private static Forge fromPartner() {
        return Forge.with(forge -> {
            forge.crealm = "PARTNER.EXAMPLE.COM";
            forge.authenticatorRealm = forge.crealm;
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void explainsEveryRefusal(Scenario scenario) throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, scenario.valve(), context -> {})) {
            tomcat.connector().setProperty("maxHttpRequestHeaderSize", "262144");
            tomcat.start();
            List<String> authorizations = scenario.authorizations();
            for (String earlier : authorizations.subList(0, authorizations.size() - 1)) {
                tomcat.get("/", headers(earlier));
            }
            HttpResponse<String> last = tomcat.get("/", headers(authorizations.get(authorizations.size() - 1)));

            assertThat(last.body())
                    .startsWith(
                            "Sign-in did not work (" + scenario.code().shown().code() + ", ");
            String reference = last.body().replaceAll(".*, |\\)\\.\\n", "");
            assertThat(tomcat.lines(Level.WARNING))
                    .last()
                    .asString()
                    .startsWith(scenario.code() + " [" + reference + "] 127.0.0.1: ")
                    .matches("[^\\p{Cntrl}]{60,900}")
                    .matches(".*\\. [A-Z].*[.?)]"); // what was seen, and what to do
        }
    }

    @Test
    void knowsAScenarioForEveryCause() {
        Set<FailureCode> ofRequests = Arrays.stream(FailureCode.values())
                .filter(code -> !code.code().startsWith("GH-C"))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(FailureCode.class)));

        Set<FailureCode> shown = EnumSet.copyOf(SHOWN_ELSEWHERE);
        scenarios().map(Scenario::code).forEach(shown::add);

        assertThat(shown).isEqualTo(ofRequests);
    }

    private static Instant ago(Duration duration) {
        return Forge.NOW.minus(duration);
    }

    /** One header for each line. */
    private static String[] headers(String authorizations) {
        return authorizations
                .lines()
                .flatMap(value -> Stream.of("Authorization", value))
                .toArray(String[]::new);
    }

    private static String next(Forge forge, Optional<Bytes> mic) {
        return negotiate(new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE), Optional.empty(), Optional.of(forge.kerberos()), mic)
                .encode());
    }

    private static String negotiate(Bytes token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());
    }

    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
