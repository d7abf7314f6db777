package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.computer;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.etypes;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.EncAsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.DerNode;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exchange of RFC 4120 §3.1, without sockets. */
class AsExchangeTest extends AsRequestOfAlice {
    @Nested
    class TheClient {
        @Test
        void isRefusedWhenUnknown() {
            assertThat(errorCode(send(client.asReq("mallory")))).isEqualTo(6);
        }

        @Test
        void isRefusedWhenDisabled() {
            fixture.accounts.replace(withControl(user("alice", "Wonderland1!"), ACCOUNT_DISABLE));

            assertThat(errorCode(send(client.proved(client.asReq("alice"), ALICES_KEY))))
                    .isEqualTo(18);
        }

        @Test
        void isRefusedWhenNotNamed() {
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
        void isRefusedWhenUnknown() {
            AsReq request = client.asReq(KerberosName.principal("alice"), spn("HTTP/nowhere.lab.localhost"));

            assertThat(errorCode(send(request))).isEqualTo(7);
        }

        @Test
        void isRefusedOfAnotherRealm() {
            assertThat(errorCode(send(client.asReq("alice", body -> body.setRealm("ELSEWHERE.LOCALHOST")))))
                    .isEqualTo(68);
        }

        @Test
        void isRefusedWhenNotNamed() {
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
        void areRefusedWithoutACommonOne() {
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
    class TheReply {
        @ParameterizedTest
        @ValueSource(strings = {"0", "1", "2147483647", "2147483648", "4294967295", "-5"})
        void bearsTheClientsNonce(String nonce) throws MalformedMessageException {
            AsReq request = client.asReq("alice");
            request.setReqBody(new BodyWithNonce(request.getReqBody(), new BigInteger(nonce)));

            AsRep reply = decode(send(client.proved(request, ALICES_KEY)), AsRep.class);

            byte[] part = Sealing.open(reply.getEncryptedEncPart(), ALICES_KEY, KeyUsage.AS_REP_ENCPART);
            byte[] returned =
                    DerNode.parse(part).onlyChild().field(2).orElseThrow().content();
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
