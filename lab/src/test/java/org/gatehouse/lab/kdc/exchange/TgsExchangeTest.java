package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.account.AccountState.TRUSTED_FOR_DELEGATION;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withPassword;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.PORTAL;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationDataEntry;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationType;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsRep;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The exchange of RFC 4120 §3.3, without sockets, with a client whose ticket-granting ticket is in order. */
class TgsExchangeTest {
    private static final String SPN = "HTTP/portal.lab.localhost";

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    @Nested
    class TheTicket {
        @Test
        void isNoLongerInitialButStillPreAuthenticated() {
            Credential ticket = client.ticketFor(fixture.alice(), SPN);

            assertThat(ticket.part().getFlags().getFlags())
                    .isEqualTo(TicketFlag.PRE_AUTH.getValue() | TicketFlag.TRANSIT_POLICY_CHECKED.getValue());
            assertThat(opened(ticket.ticket(), PORTAL).getFlags().getFlags())
                    .isEqualTo(ticket.part().getFlags().getFlags());
        }

        @Test
        void carriesTheTimeOfAuthenticationOn() {
            Credential tgt = fixture.alice();
            fixture.clock.advance(Duration.ofHours(1));

            Credential ticket = client.ticketFor(tgt, SPN);

            assertThat(ticket.part().getAuthTime()).isEqualTo(tgt.part().getAuthTime());
            assertThat(KerberosTimes.instant(ticket.part().getStartTime()))
                    .isEqualTo(KerberosTimes.instant(tgt.part().getStartTime()).plus(Duration.ofHours(1)));
        }

        @Test
        void endsWithTheTicketGrantingTicket() {
            Credential tgt = fixture.alice();
            fixture.clock.advance(Duration.ofHours(9));

            assertThat(client.ticketFor(tgt, SPN).part().getEndTime())
                    .isEqualTo(tgt.part().getEndTime());
        }

        @Test
        void hasNoAddressesAndNoTransitedRealms() throws MalformedMessageException {
            EncTicketPart part = opened(client.ticketFor(fixture.alice(), SPN).ticket(), PORTAL);

            assertThat(part.getClientAddresses()).isNull();
            assertThat(part.getTransited().getContents()).isEmpty();
        }

        @Test
        void isOkAsDelegateWhereTheAccountIsTrusted() {
            fixture.accounts.replace(withControl(PORTAL, TRUSTED_FOR_DELEGATION));

            Credential ticket = client.ticketFor(fixture.alice(), SPN);

            assertThat(ticket.has(TicketFlag.OK_AS_DELEGATE)).isTrue();
            assertThat(opened(ticket.ticket(), PORTAL).getFlags().isFlagSet(TicketFlag.OK_AS_DELEGATE))
                    .isTrue();
        }

        @Test
        void isNotTransitedPolicyCheckedWhenTheClientDoesNotWantIt() {
            Credential ticket = client.ticketFor(fixture.alice(), SPN, options(KdcOption.DISABLE_TRANSITED_CHECK));

            assertThat(ticket.has(TicketFlag.TRANSIT_POLICY_CHECKED)).isFalse();
        }

        @ParameterizedTest
        @EnumSource(
                value = KdcOption.class,
                names = {
                    "FORWARDABLE",
                    "PROXIABLE",
                    "RENEWABLE",
                    "FORWARDED",
                    "RENEW",
                    "PROXY",
                    "VALIDATE",
                    "ENC_TKT_IN_SKEY",
                    "CNAME_IN_ADDL_TKT",
                    "REQUEST_ANONYMOUS",
                    "POSTDATED",
                    "ALLOW_POSTDATE"
                })
        void isRefusedWithAnOptionThatTheTicketGrantingTicketDoesNotAllow(KdcOption option) {
            byte[] request = client.tgsReq(fixture.alice(), KerberosName.ticketGrantingService(REALM), options(option));

            assertThat(errorCode(client.send(request))).isEqualTo(13);
        }

        @Test
        void takesTheClientsAuthorizationDataIn() {
            Credential tgt = fixture.alice();
            AuthorizationData data = new AuthorizationData();
            data.addElement(new AuthorizationDataEntry(AuthorizationType.AD_IF_RELEVANT, new byte[] {0x30, 0}));

            Credential ticket = client.ticketFor(
                    tgt,
                    SPN,
                    body -> body.setEncryptedAuthorizationData(
                            Sealing.seal(data, tgt.sessionKey(), KeyUsage.TGS_REQ_AD_SESSKEY)));

            List<AuthorizationDataEntry> elements =
                    opened(ticket.ticket(), PORTAL).getAuthorizationData().getElements();
            assertThat(elements)
                    .extracting(AuthorizationDataEntry::getAuthzType)
                    .containsExactly(AuthorizationType.AD_IF_RELEVANT, AuthorizationType.AD_IF_RELEVANT);
            assertThat(elements.get(1).getAuthzData()).containsExactly(0x30, 0);
        }

        @Test
        void isRefusedWithAuthorizationDataThatDoesNotOpen() {
            Credential tgt = fixture.alice();
            byte[] request = client.tgsReq(
                    tgt,
                    SPN,
                    body -> body.setEncryptedAuthorizationData(
                            Sealing.seal(new AuthorizationData(), tgt.sessionKey(), KeyUsage.APP_DATA_ENCRYPT)));

            assertThat(errorCode(client.send(request))).isEqualTo(31);
        }
    }

    @Nested
    class Forwarding {
        @Test
        void givesATicketThatSaysSo() {
            Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.FORWARDABLE));

            Credential forwarded = client.ticketFor(
                    tgt,
                    KerberosName.ticketGrantingService(REALM),
                    options(KdcOption.FORWARDED, KdcOption.FORWARDABLE));

            assertThat(forwarded.has(TicketFlag.FORWARDED)).isTrue();
            assertThat(forwarded.has(TicketFlag.FORWARDABLE)).isTrue();
        }

        @Test
        void marksTheTicketsThatFollow() {
            Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.FORWARDABLE));
            Credential forwarded =
                    client.ticketFor(tgt, KerberosName.ticketGrantingService(REALM), options(KdcOption.FORWARDED));

            assertThat(client.ticketFor(forwarded, SPN).has(TicketFlag.FORWARDED))
                    .isTrue();
        }
    }

    @Nested
    class TheClientsAccount {
        @Test
        void isRefusedWhenDisabledSinceItSignedOn() {
            Credential tgt = fixture.alice();
            fixture.accounts.replace(withControl(user("alice", "Wonderland1!"), ACCOUNT_DISABLE));

            assertThat(errorCode(client.send(client.tgsReq(tgt, SPN)))).isEqualTo(18);
        }

        @Test
        void isNamedInTheError() {
            KrbError error =
                    HandMadeClient.error(client.send(client.tgsReq(fixture.alice(), "HTTP/nowhere.lab.localhost")));

            assertThat(error.getCname().getName()).isEqualTo("alice");
            assertThat(error.getCrealm()).isEqualTo(REALM);
            assertThat(error.getSname().getName()).isEqualTo("HTTP/nowhere.lab.localhost");
            assertThat(error.getRealm()).isEqualTo(REALM);
        }
    }

    @Nested
    class TheReply {
        @Test
        void isEncryptedWithTheSubkeyWhereTheClientChoseOne() {
            Credential tgt = fixture.alice();
            KdcReqBody body = client.body(spn(SPN));
            Authenticator authenticator = client.authenticator(tgt, body);
            EncryptionKey subkey = Sealing.randomKey(Etype.AES128_SHA1);
            authenticator.setSubKey(subkey);

            TgsRep reply = decode(client.send(client.tgsReq(tgt, body, authenticator)), TgsRep.class);

            Credential ticket = client.open(reply, subkey, KeyUsage.TGS_REP_ENCPART_SUBKEY);
            assertThat(ticket.part().getNonce()).isEqualTo(4711);
        }

        @Test
        void isRefusedWithASubkeyOfTheWrongLength() {
            Credential tgt = fixture.alice();
            KdcReqBody body = client.body(spn(SPN));
            Authenticator authenticator = client.authenticator(tgt, body);
            authenticator.setSubKey(new EncryptionKey(Etype.AES256_SHA1.kerby(), new byte[31]));

            assertThat(errorCode(client.send(client.tgsReq(tgt, body, authenticator))))
                    .isEqualTo(14);
        }

        @Test
        void isReportedWithoutSecrets() {
            client.ticketFor(fixture.alice(), SPN);

            assertThat(fixture.events)
                    .extracting(KdcEvent::toString)
                    .last()
                    .isEqualTo("TGS-REQ TCP alice@LAB.LOCALHOST for HTTP/portal.lab.localhost@LAB.LOCALHOST: "
                            + "ticket aes256-sha1, session key aes256-sha1, until 2026-11-22T19:00:00Z");
        }
    }

    @Test
    void servesTheNextKeyOfAnAccountWhosePasswordChanged() {
        fixture.accounts.replace(
                withPassword(PORTAL, new Password("Portal2!", 3, Optional.of(MemoryAccounts.LAST_SET))));

        Credential ticket = client.ticketFor(fixture.alice(), SPN);

        assertThat(ticket.ticket().getEncryptedEncPart().getKvno()).isEqualTo(3);
        assertThat(opened(ticket.ticket(), user("svc-portal", "Portal2!"))
                        .getCname()
                        .getName())
                .isEqualTo("alice");
    }
}
