package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.HandMadeClient.etypes;
import static org.gatehouse.lab.kdc.HandMadeClient.key;
import static org.gatehouse.lab.kdc.HandMadeClient.options;
import static org.gatehouse.lab.kdc.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.MemoryAccounts.DISABLED;
import static org.gatehouse.lab.kdc.MemoryAccounts.DONT_REQUIRE_PREAUTH;
import static org.gatehouse.lab.kdc.MemoryAccounts.computer;
import static org.gatehouse.lab.kdc.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.MemoryAccounts.withEncryptionTypes;
import static org.gatehouse.lab.kdc.RequestFixture.REALM;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2Entry;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.MethodData;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.EncAsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.pa.PaEncTsEnc;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.HandMadeClient.BodyChange;
import org.gatehouse.lab.kdc.HandMadeClient.Credential;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of RFC 4120 §3.1, without sockets. */
class AsExchangeTest {
    private static final EncryptionKey ALICES_KEY = key("Wonderland1!", "LAB.LOCALHOSTalice", Etype.AES256_SHA1);

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private byte[] send(AsReq request) {
        return client.send(KerbyCodec.encode(request));
    }

    @Nested
    class PreAuthenticationOfTheClient {
        @Test
        void isRequiredOfARequestWithoutPadata() {
            assertThat(errorCode(send(client.asReq("alice")))).isEqualTo(25);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 128, 149, 150, 167})
        void isRequiredOfARequestWithOtherPadata(int type) {
            AsReq request = client.asReq("alice");
            request.addPaData(new UnprovenPadata(type));

            assertThat(errorCode(send(request))).isIn(24, 25);
        }

        @Test
        void isAskedForWithTheSaltAndTheTypesOfTheAccountInTheClientsOrder() {
            AsReq request = client.asReq("alice", etypes(Etype.RC4_HMAC, Etype.AES128_SHA1, Etype.AES256_SHA1));

            MethodData methods = decode(HandMadeClient.error(send(request)).getEdata(), MethodData.class);

            assertThat(methods.getElements())
                    .extracting(PaDataEntry::getPaDataType)
                    .containsExactly(PaDataType.ETYPE_INFO2, PaDataType.ENC_TIMESTAMP);
            EtypeInfo2 info = decode(methods.getElements().get(0).getPaDataValue(), EtypeInfo2.class);
            assertThat(info.getElements())
                    .extracting(EtypeInfo2Entry::getEtype)
                    .containsExactly(Etype.AES128_SHA1.kerby(), Etype.AES256_SHA1.kerby());
            assertThat(info.getElements()).extracting(EtypeInfo2Entry::getSalt).containsOnly("LAB.LOCALHOSTalice");
        }

        @Test
        void failsWithAnotherPasswordAndSaysHowToDeriveTheKey() {
            AsReq request = client.proved(client.asReq("alice"), key("wrong", "LAB.LOCALHOSTalice", Etype.AES256_SHA1));

            KrbError error = HandMadeClient.error(send(request));

            assertThat(error.getErrorCode().getValue()).isEqualTo(24);
            assertThat(decode(error.getEdata(), MethodData.class).getElements()).hasSize(2);
        }

        @ParameterizedTest
        @CsvSource({"-301, 37", "301, 37", "-300, 0", "300, 0"})
        void hasToBeOfTheKdcsTime(int offsetSeconds, int error) {
            Instant time = fixture.clock.instant().plusSeconds(offsetSeconds);
            byte[] reply = send(client.proved(client.asReq("alice"), ALICES_KEY, time));

            assertThat(isError(reply) ? errorCode(reply) : 0).isEqualTo(error);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "00", "3000", "30800000", "0202ffff", "a003020112a20504030102030405"})
        void failsWhenItIsMalformed(String hex) {
            AsReq request = client.asReq("alice");
            request.addPaData(
                    new PaDataEntry(PaDataType.ENC_TIMESTAMP, HexFormat.of().parseHex(hex)));

            assertThat(errorCode(send(request))).isEqualTo(24);
        }

        @Test
        void failsWhenItsTimeIsMissing() {
            AsReq request = client.asReq("alice");
            var sealed = Sealing.seal(new PaEncTsEnc(), ALICES_KEY, KeyUsage.AS_REQ_PA_ENC_TS);
            request.addPaData(new PaDataEntry(PaDataType.ENC_TIMESTAMP, KerbyCodec.encode(sealed)));

            assertThat(errorCode(send(request))).isEqualTo(24);
        }

        @Test
        void isNotRequiredOfAnAccountThatIsExcused() {
            fixture.accounts.add(withControl(user("roast", "Beef1234!"), DONT_REQUIRE_PREAUTH));

            AsRep reply = decode(send(client.asReq("roast")), AsRep.class);

            Credential tgt = client.open(reply, key("Beef1234!", "LAB.LOCALHOSTroast", Etype.AES256_SHA1));
            assertThat(tgt.has(TicketFlag.PRE_AUTH)).isFalse();
        }
    }

    private static boolean isError(byte[] reply) {
        return (reply[0] & 0x1f) == 30;
    }

    @Nested
    class TheClient {
        @Test
        void unknown() {
            assertThat(errorCode(send(client.asReq("mallory")))).isEqualTo(6);
        }

        @Test
        void disabled() {
            fixture.accounts.replace(withControl(user("alice", "Wonderland1!"), DISABLED));

            assertThat(errorCode(send(client.proved(client.asReq("alice"), ALICES_KEY))))
                    .isEqualTo(18);
        }

        @Test
        void notNamed() {
            AsReq request = client.asReq("alice", body -> body.setCname(null));

            assertThat(errorCode(send(request))).isEqualTo(6);
        }

        @Test
        void isKnownInAnyLetterCaseAndKeepsTheNameItSent() {
            AsReq request = client.proved(client.asReq("ALICE"), ALICES_KEY);

            Credential tgt = client.open(decode(send(request), AsRep.class), ALICES_KEY);

            assertThat(tgt.client()).hasToString("ALICE");
        }

        @Test
        void learnsItsRealNameWhenItAsks() {
            AsReq request = client.proved(client.asReq("ALICE", options(KdcOption.CANONICALIZE)), ALICES_KEY);

            Credential tgt = client.open(decode(send(request), AsRep.class), ALICES_KEY);

            assertThat(tgt.client()).isEqualTo(KerberosName.principal("alice"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice@lab.localhost", "Alice@LAB.LOCALHOST", "Alice"})
        void signsOnByItsUserPrincipalName(String name) {
            KerberosName enterprise = new KerberosName(KerberosName.NT_ENTERPRISE, List.of(name));
            AsReq request = client.asReq(
                    enterprise, KerberosName.ticketGrantingService(REALM), options(KdcOption.CANONICALIZE));

            Credential tgt = client.open(decode(send(client.proved(request, ALICES_KEY)), AsRep.class), ALICES_KEY);

            assertThat(tgt.client()).isEqualTo(KerberosName.principal("alice"));
        }

        @Test
        void keepsItsEnterpriseNameUnlessItAsksForTheRealOne() {
            KerberosName enterprise = new KerberosName(KerberosName.NT_ENTERPRISE, List.of("alice@lab.localhost"));
            AsReq request = client.asReq(enterprise, KerberosName.ticketGrantingService(REALM));

            Credential tgt = client.open(decode(send(client.proved(request, ALICES_KEY)), AsRep.class), ALICES_KEY);

            assertThat(tgt.client()).isEqualTo(enterprise);
        }

        @Test
        void mayBeAComputerNamedWithoutItsDollar() {
            fixture.accounts.add(computer("WS1$", "Machine1!"));
            EncryptionKey key = key("Machine1!", "LAB.LOCALHOSThostws1.lab.localhost", Etype.AES256_SHA1);

            byte[] reply = send(client.proved(client.asReq("WS1"), key));

            assertThat(client.open(decode(reply, AsRep.class), key).client()).hasToString("WS1");
        }

        @Test
        void mayHaveANameBeyondAscii() {
            fixture.accounts.add(user("jörg", "Grüße123!"));
            EncryptionKey key = key("Grüße123!", "LAB.LOCALHOSTjörg", Etype.AES256_SHA1);

            byte[] reply = send(client.proved(client.asReq("JÖRG", options(KdcOption.CANONICALIZE)), key));

            assertThat(client.open(decode(reply, AsRep.class), key).client()).hasToString("jörg");
        }
    }

    @Nested
    class TheService {
        @Test
        void unknown() {
            AsReq request = client.asReq(KerberosName.principal("alice"), spn("HTTP/nowhere.lab.localhost"));

            assertThat(errorCode(send(request))).isEqualTo(7);
        }

        @Test
        void ofAnotherRealm() {
            assertThat(errorCode(send(client.asReq("alice", body -> body.setRealm("ELSEWHERE.LOCALHOST")))))
                    .isEqualTo(68);
        }

        @Test
        void notNamed() {
            assertThat(errorCode(send(client.asReq("alice", body -> body.setSname(null)))))
                    .isEqualTo(7);
        }

        @Test
        void mayBeAskedForWithoutATicketGrantingTicket() {
            AsReq request = client.asReq(KerberosName.principal("alice"), spn("HTTP/portal.lab.localhost"));

            Credential ticket = client.open(decode(send(client.proved(request, ALICES_KEY)), AsRep.class), ALICES_KEY);

            EncTicketPart part = RequestFixture.opened(ticket.ticket(), RequestFixture.PORTAL);
            assertThat(part.getFlags().isFlagSet(TicketFlag.INITIAL)).isTrue();
        }

        @Test
        void isNamedProperlyWhateverTheLetterCaseOfTheRealm() {
            AsReq request = client.asReq(
                    KerberosName.principal("alice"),
                    KerberosName.ticketGrantingService("lab.localhost"),
                    body -> body.setRealm("lab.localhost"));

            AsRep reply = decode(send(client.proved(request, ALICES_KEY)), AsRep.class);

            assertThat(reply.getCrealm()).isEqualTo(REALM);
            assertThat(reply.getTicket().getSname().getName()).isEqualTo("krbtgt/LAB.LOCALHOST");
        }
    }

    @Nested
    class EncryptionTypes {
        @Test
        void withoutACommonOneAreRefused() {
            assertThat(errorCode(send(client.asReq("alice", etypes(Etype.RC4_HMAC)))))
                    .isEqualTo(14);
        }

        @Test
        void areChosenForReplySessionAndTicketOneByOne() {
            AsReq request = client.asReq("alice", etypes(Etype.AES128_SHA1, Etype.AES256_SHA1));

            AsRep reply = decode(send(client.proved(request, ALICES_KEY)), AsRep.class);

            assertThat(reply.getEncryptedEncPart().getEType()).isEqualTo(Etype.AES256_SHA1.kerby());
            assertThat(reply.getTicket().getEncryptedEncPart().getEType()).isEqualTo(Etype.AES256_SHA1.kerby());
            assertThat(client.open(reply, ALICES_KEY).sessionKey().getKeyType()).isEqualTo(Etype.AES128_SHA1.kerby());
        }

        @Test
        void ofAnAes128AccountAreAes128() {
            fixture.accounts.replace(withEncryptionTypes(user("alice", "Wonderland1!"), 0x8));
            EncryptionKey key = key("Wonderland1!", "LAB.LOCALHOSTalice", Etype.AES128_SHA1);

            AsRep reply = decode(send(client.proved(client.asReq("alice"), key)), AsRep.class);

            assertThat(client.open(reply, key).client()).hasToString("alice");
        }

        @Test
        void includeRc4WhereTheAccountAsksForIt() {
            fixture.accounts.replace(withEncryptionTypes(user("alice", "Wonderland1!"), 0x4));
            EncryptionKey key = key("Wonderland1!", "", Etype.RC4_HMAC);

            AsRep reply = decode(send(client.proved(client.asReq("alice"), key)), AsRep.class);

            assertThat(client.open(reply, key).client()).hasToString("alice");
        }

        @Test
        void thatNobodyKnowsArePassedOver() {
            AsReq request = client.asReq(
                    "alice", body -> body.setEtypes(Arrays.asList(EncryptionType.NONE, Etype.AES256_SHA1.kerby())));

            assertThat(isError(send(client.proved(request, ALICES_KEY)))).isFalse();
        }
    }

    @Nested
    class TheTicket {
        private final Instant now = fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS);

        @Test
        void saysTheSameToServiceAndClient() {
            Credential tgt = fixture.alice();

            EncTicketPart inside = RequestFixture.opened(tgt.ticket(), RequestFixture.KRBTGT);

            assertThat(inside.getFlags().getFlags())
                    .isEqualTo(tgt.part().getFlags().getFlags());
            assertThat(inside.getKey()).isEqualTo(tgt.sessionKey());
            assertThat(inside.getCname().getName()).isEqualTo("alice");
            assertThat(inside.getCrealm()).isEqualTo(REALM);
            assertThat(List.of(inside.getAuthTime(), inside.getStartTime(), inside.getEndTime()))
                    .isEqualTo(List.of(
                            tgt.part().getAuthTime(),
                            tgt.part().getStartTime(),
                            tgt.part().getEndTime()));
            assertThat(inside.getAuthorizationData()).isNull();
        }

        @Test
        void isInitialAndPreAuthenticatedAndNothingElseUnasked() {
            assertThat(fixture.alice().part().getFlags().getFlags())
                    .isEqualTo(TicketFlag.INITIAL.getValue() | TicketFlag.PRE_AUTH.getValue());
        }

        @Test
        void isForwardableAndProxiableWhenAsked() {
            Credential tgt =
                    client.signOn("alice", "Wonderland1!", options(KdcOption.FORWARDABLE, KdcOption.PROXIABLE));

            assertThat(tgt.has(TicketFlag.FORWARDABLE)).isTrue();
            assertThat(tgt.has(TicketFlag.PROXIABLE)).isTrue();
        }

        @Test
        void startsNowAndEndsWhenPolicySaysSo() {
            Credential tgt = fixture.alice();

            assertThat(KerberosTimes.instant(tgt.part().getAuthTime())).isEqualTo(now);
            assertThat(KerberosTimes.instant(tgt.part().getStartTime())).isEqualTo(now);
            assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofHours(10)));
        }

        @Test
        void endsSoonerWhenAsked() {
            Credential tgt = client.signOn("alice", "Wonderland1!", till(Duration.ofMinutes(10)));

            assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofMinutes(10)));
        }

        @Test
        void lastsAsLongAsPossibleWhenTillIsZero() {
            Credential tgt = client.signOn("alice", "Wonderland1!", body -> body.setTill(new KerberosTime(0)));

            assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofHours(10)));
        }

        @Test
        void isRenewableAsLongAsPolicySaysWhenAsked() {
            Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE));

            assertThat(tgt.has(TicketFlag.RENEWABLE)).isTrue();
            assertThat(KerberosTimes.instant(tgt.part().getRenewTill())).isEqualTo(now.plus(Duration.ofDays(7)));
        }

        @Test
        void isRenewableWhereThatWillDoForALongerOne() {
            Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE_OK));

            assertThat(tgt.has(TicketFlag.RENEWABLE)).isTrue();
            assertThat(KerberosTimes.instant(tgt.part().getRenewTill())).isEqualTo(now.plus(Duration.ofDays(1)));
        }

        @Test
        void isNotRenewableWithoutAsking() {
            assertThat(fixture.alice().part().getRenewTill()).isNull();
        }

        @Test
        void isRefusedWhenItWouldHaveEndedBefore() {
            AsReq request = client.asReq("alice", till(Duration.ofSeconds(-1)));

            assertThat(errorCode(send(client.proved(request, ALICES_KEY)))).isEqualTo(11);
        }

        @ParameterizedTest
        @EnumSource(
                value = KdcOption.class,
                names = {
                    "FORWARDED",
                    "PROXY",
                    "RENEW",
                    "VALIDATE",
                    "ENC_TKT_IN_SKEY",
                    "CNAME_IN_ADDL_TKT",
                    "REQUEST_ANONYMOUS"
                })
        void isRefusedWithAnOptionOfTheOtherExchange(KdcOption option) {
            assertThat(errorCode(send(client.asReq("alice", options(option))))).isEqualTo(13);
        }

        @ParameterizedTest
        @EnumSource(
                value = KdcOption.class,
                names = {"POSTDATED", "ALLOW_POSTDATE"})
        void isNeverPostdated(KdcOption option) {
            assertThat(errorCode(send(client.asReq("alice", options(option))))).isEqualTo(10);
        }

        @Test
        void doesNotStartInTheFuture() {
            Instant later = fixture.clock.instant().plus(Duration.ofHours(1));
            AsReq request = client.asReq("alice", body -> body.setFrom(KerberosTimes.kerberosTime(later)));

            assertThat(errorCode(send(request))).isEqualTo(10);
        }

        private BodyChange till(Duration fromNow) {
            return body -> body.setTill(
                    KerberosTimes.kerberosTime(fixture.clock.instant().plus(fromNow)));
        }
    }

    @Nested
    class TheReply {
        @ParameterizedTest
        @ValueSource(strings = {"0", "1", "2147483647", "2147483648", "4294967295", "-5"})
        void bearsTheClientsNonce(String nonce) throws MalformedMessageException {
            AsReq request = client.asReq("alice");
            request.setReqBody(new BodyWithNonce(request.getReqBody(), new BigInteger(nonce)));

            AsRep reply = decode(send(client.proved(request, ALICES_KEY)), AsRep.class);

            byte[] part = Sealing.open(reply.getEncryptedEncPart(), ALICES_KEY, KeyUsage.AS_REP_ENCPART);
            byte[] returned =
                    DerElement.parse(part).onlyChild().field(2).orElseThrow().content();
            assertThat(new BigInteger(returned)).isEqualTo(nonce);
        }

        @Test
        void saysWithWhichSaltToOpenIt() {
            AsRep reply = decode(send(client.proved(client.asReq("alice"), ALICES_KEY)), AsRep.class);

            EtypeInfo2 info = decode(reply.getPaData().getElements().get(0).getPaDataValue(), EtypeInfo2.class);

            assertThat(info.getElements()).singleElement().satisfies(entry -> {
                assertThat(entry.getEtype()).isEqualTo(Etype.AES256_SHA1.kerby());
                assertThat(entry.getSalt()).isEqualTo("LAB.LOCALHOSTalice");
            });
        }

        @Test
        void namesTheKeyVersionsOfClientAndService() {
            AsRep reply = decode(send(client.proved(client.asReq("alice"), ALICES_KEY)), AsRep.class);

            assertThat(reply.getEncryptedEncPart().getKvno()).isEqualTo(2);
            assertThat(reply.getTicket().getEncryptedEncPart().getKvno()).isEqualTo(2);
        }

        @Test
        void hasAFreshSessionKey() {
            assertThat(fixture.alice().sessionKey())
                    .isNotEqualTo(fixture.alice().sessionKey());
        }

        @Test
        void neverPromisesProtectedPadata() {
            EncAsRepPart part = (EncAsRepPart) fixture.alice().part();

            assertThat(part.getFlags().isFlagSet(TicketFlag.ENC_PA_REP)).isFalse();
        }
    }

    @Nested
    class TheError {
        @Test
        void hasClientAndServiceInTheirOwnFields() {
            KrbError error = HandMadeClient.error(send(client.asReq("mallory")));

            assertThat(error.getCrealm()).isEqualTo(REALM);
            assertThat(error.getCname().getName()).isEqualTo("mallory");
            assertThat(error.getRealm()).isEqualTo(REALM);
            assertThat(error.getSname().getName()).isEqualTo("krbtgt/LAB.LOCALHOST");
        }

        @Test
        void hasTheKdcsTime() {
            KrbError error = HandMadeClient.error(send(client.asReq("mallory")));

            assertThat(KerberosTimes.instant(error.getStime(), error.getSusec()))
                    .isEqualTo(fixture.clock.instant());
        }

        @Test
        void saysInWordsWhatIsWrong() {
            KrbError error = HandMadeClient.error(send(client.asReq("mallory")));

            assertThat(error.getEtext()).isEqualTo("no account has the client's name");
        }
    }

    /** Padata of any number with three bytes in it. */
    private static final class UnprovenPadata extends PaDataEntry {
        UnprovenPadata(int type) {
            setFieldAs(PaDataEntryField.PADATA_TYPE, new Asn1Integer(type));
            setPaDataValue(new byte[3]);
        }
    }

    /** A body with a nonce that an int cannot hold. */
    private static final class BodyWithNonce extends KdcReqBody {
        BodyWithNonce(KdcReqBody body, BigInteger nonce) {
            setKdcOptions(body.getKdcOptions());
            setCname(body.getCname());
            setRealm(body.getRealm());
            setSname(body.getSname());
            setTill(body.getTill());
            setEtypes(body.getEtypes());
            setFieldAs(KdcReqBodyField.NONCE, new Asn1Integer(nonce));
        }
    }
}
