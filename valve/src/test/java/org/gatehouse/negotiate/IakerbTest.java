package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.kerberos.IakerbToken;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that want this server to talk to the KDC for them: named, explained, refused. */
class IakerbTest extends Negotiations {
    private static final Bytes IAKERB = MechanismOid.IAKERB.content();
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();
    private static final Bytes LATE_FALLBACK = MechanismOid.NEGOTIATE_LATE_FALLBACK.content();
    /** As Windows 11 without a domain sends them. */
    private static final List<Bytes> WITHOUT_DOMAIN = List.of(IAKERB, NEGOEX, NTLM, LATE_FALLBACK);

    private static final String AS_REQ = "6a00";

    static Stream<VectorFile.Entry> tokens() {
        return VectorFile.read(IakerbTest.class, "iakerb.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void readsTheHeaderOfARecordedToken(VectorFile.Entry entry) throws WireException {
        Bytes token = entry.bytes("token");
        boolean framed = Boolean.parseBoolean(entry.text("framed"));
        IakerbToken parsed =
                IakerbToken.parse(framed ? InitialContextToken.parse(token).innerToken() : token);

        assertThat(parsed.targetRealm().orElse("-")).isEqualTo(entry.text("realm"));
        assertThat(parsed.content()).hasToString(entry.text("content"));
        assertThat(parsed.older()).isEqualTo(Boolean.parseBoolean(entry.text("older")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void namesARecordedTokenAlone(VectorFile.Entry entry) {
        Failure failure = refused(entry.bytes("token"));

        assertThat(failure.code()).isEqualTo(FailureCode.IAKERB);
        assertThat(failure.seen()).contains("IAKERB, which is not offered here.", "The token is IAKERB");
        assertThat(failure.seen()).satisfies(seen -> isNamed(entry, seen));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void namesARecordedTokenInsideSpnego(VectorFile.Entry entry) {
        Failure failure = refused(Forge.negTokenInit(WITHOUT_DOMAIN, entry.bytes("token")));

        assertThat(failure.code()).isEqualTo(FailureCode.IAKERB);
        assertThat(failure.seen())
                .contains("The token is IAKERB inside SPNEGO (offered: IAKERB, NegoEx, NTLM, Negotiate Late Fallback)")
                .satisfies(seen -> isNamed(entry, seen));
    }

    private static void isNamed(VectorFile.Entry entry, String seen) {
        if (entry.text("content").equals("AP_REQ")) {
            assertThat(seen).contains("carries an AP-REQ");
        } else if (entry.text("realm").isEmpty()) {
            assertThat(seen).contains("names no realm (\"\").", "no message: the client asks for this server's realm");
        } else {
            assertThat(seen)
                    .contains(
                            "the realm \"" + entry.text("realm") + "\", a domain.",
                            "carries a" + (entry.text("content").equals("AS_REQ") ? "n AS-REQ" : " TGS-REQ"));
        }
        assertThat(seen.contains("the form of MIT Kerberos before 1.22"))
                .isEqualTo(entry.text("older").equals("true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void refusesEveryPrefixOfARecordedToken(VectorFile.Entry entry) {
        Bytes token = entry.bytes("token");
        for (int length = 0; length < token.length(); length++) {
            assertThat(refused(token.slice(0, length)).code())
                    .as("%d bytes alone", length)
                    .isIn(FailureCode.MALFORMED_SPNEGO, FailureCode.IAKERB);
            assertThat(refused(Forge.negTokenInit(WITHOUT_DOMAIN, token.slice(0, length)))
                            .code())
                    .as("%d bytes inside SPNEGO", length)
                    .isEqualTo(FailureCode.IAKERB);
        }
    }

    /** The last one is macOS'. */
    @ParameterizedTest
    @ValueSource(strings = {"WS12", "PORTAL7", "büro", "LKDC:SHA1.0123456789ABCDEF0123456789ABCDEF01234567"})
    void saysThatARealmIsAComputer(String realm) {
        Failure failure = refused(framed(header(utf8(realm)) + AS_REQ));

        assertThat(failure.seen()).contains("the realm \"" + realm + "\".", "a local account of that computer");
        assertThat(failure.remedy()).contains("account of the domain").doesNotContain("nltest");
    }

    @Test
    void saysThatADomainHasNoDomainControllerInReach() {
        Failure failure = refused(framed(header(utf8("CORP.EXAMPLE.COM")) + AS_REQ));

        assertThat(failure.seen())
                .contains("\"CORP.EXAMPLE.COM\", a domain. The client does not reach a domain controller of it.");
        assertThat(failure.remedy()).contains("nltest /dsgetdc:<domain>", "VPN").doesNotContain("local account");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "."})
    void saysThatNoRealmIsNamedAndGivesBothCauses(String realm) {
        Failure failure = refused(framed(header(utf8(realm)) + AS_REQ));

        assertThat(failure.seen()).contains("names no realm (\"" + realm + "\").");
        assertThat(failure.remedy()).contains("nltest /dsgetdc:<domain>", "local account");
    }

    /** Windows sends header-flags, which the draft does not have; others may follow. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "a303040101", // anything
                "a306030400000000", // flags
                "a20604046d69746da306030400000000", // cookie and flags
                "a4020500be020500"
            })
    void readsAHeaderWithMoreFieldsThanTheDraftHas(String fields) {
        assertThat(refused(framed(header(utf8("WS12") + fields) + AS_REQ)).seen())
                .contains("\"WS12\"");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no token | ''",
                "a tag | 05",
                "no header | 0501",
                "another TOK_ID | 0504300ba1090c0757494e5331322e",
                "an AP-REP | 02006f00",
                "a realm of another type | 05013008a1061b0457533132",
                "a realm without its number | 050130060c0457533132",
                "a realm that is longer than its header | 05013008a1060cff57533132",
                "an indefinite length | 0501308003",
                "a header in a header | 0501300a3008a1060c0457533132",
                "a realm twice | 05013010a1060c0457533132a1060c0457533132",
                "malformed UTF-8 | 05013006a1040c02c3286a00",
                "a message of another type | 05013008a1060c04575331326e00",
                "an AS-REP | 05013008a1060c04575331326b00",
                "two messages | 05013008a1060c04575331326a006a00",
                "a message that is cut | 05013008a1060c04575331326a05",
                "an AP-REQ that is empty | 01006e00"
            })
    void refusesMalformedTokensByTheirFraming(String what, String inner) {
        Failure alone = refused(framed(inner));
        Failure inside = refused(Forge.negTokenInit(WITHOUT_DOMAIN, framed(inner)));

        assertThat(List.of(alone, inside)).allSatisfy(failure -> {
            assertThat(failure.code()).as(what).isEqualTo(FailureCode.IAKERB);
            assertThat(failure.seen()).contains("Its token is malformed: ");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 300, 4000, 60_000})
    void refusesARealmThatIsTooLongWithoutShowingIt(int length) {
        Failure failure = refused(framed(header(utf8("R".repeat(length))) + AS_REQ));

        assertThat(failure.code()).isEqualTo(FailureCode.IAKERB);
        assertThat(failure.seen()).contains("TOO_LONG").doesNotContain("RRR");
    }

    @Test
    void readsTheLongestRealmAndCutsItInTheLine() {
        assertThat(refused(framed(header(utf8("R".repeat(255))) + AS_REQ)).seen())
                .contains("\"" + "R".repeat(128) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\r\nGH-K031 forged",
                "B\u0000",
                "C\u001b[31m",
                "D\" 10.9.9.9: fine",
                "E\u202e",
                "F\u2028",
                "\ud83d\ude00\u200b"
            })
    void escapesARealmThatWouldBreakOrForgeALine(String realm) {
        Failure failure = refused(framed(header(utf8(realm)) + AS_REQ));

        assertThat(failure.code()).isEqualTo(FailureCode.IAKERB);
        assertThat(failure.toString())
                .doesNotContainPattern("[\\p{Cntrl}\\u202e\\u2028\\u200b]")
                .contains("\\u{");
        assertThat(failure.seen().chars().filter(c -> c == '"').count()).isEqualTo(2);
    }

    /** The client could do Kerberos as well, as far as the list says. */
    @Test
    void asksForKerberosWhereTheListHasItLater() throws Exception {
        Bytes offer = Forge.negTokenInit(List.of(IAKERB, KERBEROS, NTLM), framed(header(utf8("EXAMPLE.COM")) + AS_REQ));

        Outcome.Continue next = Outcomes.next(mechanism.accept(offer, PEER, new Reference(1)));

        assertThat(NegTokenResp.parse(next.token()).supportedMech()).contains(KERBEROS);
        assertThat(NegTokenResp.parse(next.token()).negState()).contains(NegState.REQUEST_MIC);
        assertThat(next.unfinished().code()).isEqualTo(FailureCode.IAKERB);
        assertThat(next.unfinished().seen())
                .startsWith(
                        "the client wants to sign in with IAKERB rather than Kerberos, and no Kerberos token has followed")
                .contains("\"EXAMPLE.COM\"");
    }

    @Test
    void signsInAClientThatHasATicketAfterAll() {
        mechanism.accept(Forge.negTokenInit(List.of(IAKERB, KERBEROS), Bytes.EMPTY), PEER, new Reference(1));

        Outcome outcome = mechanism.accept(
                resp(new Forge().kerberos(), Optional.of(Forge.mic(25, 0, listOf(IAKERB, KERBEROS), 4711))),
                PEER,
                new Reference(1));

        assertThat(Outcomes.identity(outcome).name()).isEqualTo("alice");
    }

    @Test
    void iakerbIsNamedWhereItIsOfferedFirstWithoutAToken() {
        Failure failure = refused(Forge.negTokenInit(List.of(IAKERB, NTLM), Bytes.EMPTY));

        assertThat(failure.code()).isEqualTo(FailureCode.IAKERB);
        assertThat(failure.remedy()).contains("nltest", "local account").doesNotContain("intranet zone");
    }

    /** An entry that is no mechanism does not make the next one the second. */
    @Test
    void iakerbIsNamedAfterACapability() {
        assertThat(refused(Forge.negTokenInit(List.of(LATE_FALLBACK, IAKERB, NTLM), Bytes.EMPTY))
                        .code())
                .isEqualTo(FailureCode.IAKERB);
    }

    @Test
    void iakerbIsNamedByItsTokenWhereverItStandsInTheList() {
        Bytes token = framed(header(utf8("WS12")) + AS_REQ);

        assertThat(refused(Forge.negTokenInit(List.of(NEGOEX, IAKERB, NTLM), token))
                        .seen())
                .contains("\"WS12\"");
        assertThat(refused(Forge.negTokenInit(List.of(KERBEROS, IAKERB, NTLM), token))
                        .seen())
                .contains("\"WS12\"");
        assertThat(Outcomes.failure(secondLeg(token)).seen()).contains("\"WS12\"");
    }

    @Test
    void iakerbIsNotWhatAClientIsRefusedForThatOffersItLast() {
        assertThat(refused(Forge.negTokenInit(List.of(NEGOEX, NTLM, IAKERB), Bytes.EMPTY))
                        .code())
                .isEqualTo(FailureCode.NTLM);
        assertThat(unfinished(Forge.negTokenInit(List.of(NEGOEX, KERBEROS, IAKERB), Bytes.EMPTY)))
                .isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
    }

    /** [MS-SPNG] 3.1.5.1: a capability, whatever else stands in the list. */
    @Test
    void negotiateLateFallbackIsNeverSelected() throws Exception {
        assertThat(refused(Forge.negTokenInit(List.of(LATE_FALLBACK), Bytes.EMPTY))
                        .seen())
                .contains("it offers Negotiate Late Fallback");
        Outcome outcome = mechanism.accept(
                Forge.negTokenInit(List.of(LATE_FALLBACK, KERBEROS), new Forge().kerberos()), PEER, new Reference(1));
        assertThat(NegTokenResp.parse(Outcomes.token(outcome)).supportedMech()).contains(KERBEROS);

        outcome = mechanism.accept(
                Forge.negTokenInit(List.of(KERBEROS, LATE_FALLBACK), new Forge().kerberos()), PEER, new Reference(1));
        assertThat(Outcomes.identity(outcome).name()).isEqualTo("alice");
    }

    @Test
    void iakerbIsNamedThoughItHoldsATokenOfItself() {
        Bytes token = framed(header(utf8("WS12")) + AS_REQ);
        for (int depth = 0; depth < 100; depth++) {
            token = new InitialContextToken(IAKERB, token).encode();
        }

        assertThat(refused(token).code()).isEqualTo(FailureCode.IAKERB);
    }

    private Failure refused(Bytes token) {
        return Outcomes.failure(mechanism.accept(token, PEER, new Reference(1)));
    }

    private static Bytes framed(String inner) {
        return new InitialContextToken(IAKERB, hex(inner)).encode();
    }

    private static String header(String fields) {
        return "0501" + sequence(fields);
    }

    private static String utf8(String realm) {
        DerWriter der = new DerWriter();
        int field = der.beginExplicit(1, Tag.UTF8_STRING);
        der.raw(Bytes.of(realm.getBytes(StandardCharsets.UTF_8)));
        der.endExplicit(field);
        return HexFormat.of().formatHex(der.toBytes().toArray());
    }

    private static String sequence(String content) {
        DerWriter der = new DerWriter();
        int sequence = der.begin(Tag.SEQUENCE);
        der.raw(hex(content));
        der.end(sequence);
        return HexFormat.of().formatHex(der.toBytes().toArray());
    }

    private static Bytes listOf(Bytes... oids) {
        DerWriter der = new DerWriter();
        int sequence = der.begin(Tag.SEQUENCE);
        for (Bytes oid : oids) {
            der.oid(oid);
        }
        der.end(sequence);
        return der.toBytes();
    }
}
