package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withPassword;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check of RFC 4120 §3.2.3 and §3.3.3 on a PA-TGS-REQ, broken once. */
class TgsAuthenticationTest extends TgsRequestOfAlice {
    private Credential with(Ticket ticket) {
        return new Credential(tgt.client(), ticket, tgt.part());
    }

    private Ticket copy() {
        return HandMadeClient.decode(KerbyCodec.encode(tgt.ticket()), Ticket.class);
    }

    @Test
    void passesTheRequestThatTheOthersSpoil() {
        assertThat(error()).isZero();
    }

    @Test
    void refusesARequestWithoutPaTgsReq() {
        TgsReq request = new TgsReq();
        request.setReqBody(body);

        assertThat(error(KerbyCodec.encode(request))).isEqualTo(16);
    }

    @Test
    void refusesAPaTgsReqThatIsNoApReq() {
        TgsReq request = new TgsReq();
        request.addPaData(new PaDataEntry(PaDataType.TGS_REQ, KerbyCodec.encode(tgt.ticket())));
        request.setReqBody(body);

        assertThat(error(KerbyCodec.encode(request))).isIn(39, 40, 60);
    }

    @Nested
    class OfTheTicket {
        @Test
        void refusesAnotherKeyVersion() {
            fixture.accounts.replace(withPassword(
                    user("krbtgt", "Key1ngs!"), new Password("Key1ngs!", 3, Optional.of(MemoryAccounts.LAST_SET))));

            assertThat(error()).isEqualTo(44);
        }

        @Test
        void refusesAnotherKey() {
            fixture.accounts.replace(user("krbtgt", "Another1!"));

            assertThat(error()).isEqualTo(31);
        }

        @Test
        void refusesAnyChangedByte() {
            Ticket ticket = copy();
            byte[] cipher = ticket.getEncryptedEncPart().getCipher();
            cipher[cipher.length / 2] ^= 1;
            EncryptedData changed = new EncryptedData();
            changed.setEType(ticket.getEncryptedEncPart().getEType());
            changed.setKvno(ticket.getEncryptedEncPart().getKvno());
            changed.setCipher(cipher);
            ticket.setEncryptedEncPart(changed);

            assertThat(error(client.tgsReq(with(ticket), body, authenticator))).isEqualTo(31);
        }

        @Test
        void refusesCipherTextOfAnyShortLength() {
            for (int length = 0; length < 60; length++) {
                Ticket ticket = copy();
                EncryptedData cut = new EncryptedData();
                cut.setEType(Etype.AES256_SHA1.kerby());
                cut.setKvno(2);
                cut.setCipher(new byte[length]);
                ticket.setEncryptedEncPart(cut);

                assertThat(error(client.tgsReq(with(ticket), body, authenticator)))
                        .as("%d bytes", length)
                        .isEqualTo(31);
            }
        }

        @Test
        void refusesATicketForAService() {
            Credential ticket = client.ticketFor(tgt, SPN);

            assertThat(error(client.tgsReq(ticket, body, client.authenticator(ticket, body))))
                    .isEqualTo(35);
        }

        @Test
        void refusesATicketOfAnotherRealm() {
            Ticket ticket = copy();
            ticket.setRealm("ELSEWHERE.LOCALHOST");

            assertThat(error(client.tgsReq(with(ticket), body, authenticator))).isEqualTo(35);
        }

        @Test
        void refusesAMissingRealm() {
            Ticket ticket = copy();
            ticket.setRealm(null);

            assertThat(error(client.tgsReq(with(ticket), body, authenticator))).isEqualTo(60);
            assertThat(fixture.faults).isEmpty();
        }

        @Test
        void refusesAnotherVersion() {
            Ticket ticket = copy();
            ticket.setTktKvno(4);

            assertThat(error(client.tgsReq(with(ticket), body, authenticator))).isEqualTo(39);
        }

        @Test
        void refusesAnExpiredTicket() {
            fixture.clock.advance(Duration.ofHours(10));

            assertThat(error(client.tgsReq(tgt, SPN))).isEqualTo(32);
        }

        @Test
        void tellsTheLogWhoseTicketIsRefused() {
            fixture.clock.advance(Duration.ofHours(10));
            client.send(client.tgsReq(tgt, SPN));

            assertThat(fixture.events)
                    .last()
                    .hasToString("TGS-REQ TCP alice@LAB.LOCALHOST for HTTP/portal.lab.localhost@LAB.LOCALHOST: "
                            + "KRB_AP_ERR_TKT_EXPIRED (32): the ticket-granting ticket ended at 2026-11-22T19:00:00Z");
        }

        @Test
        void refusesATicketOfTheFuture() {
            fixture.clock.advance(Duration.ofMinutes(-6));

            assertThat(error(client.tgsReq(tgt, SPN))).isEqualTo(33);
        }
    }

    @Nested
    class OfTheAuthenticator {
        @Test
        void refusesAnotherKey() {
            Credential other =
                    new Credential(tgt.client(), tgt.ticket(), fixture.alice().part());

            assertThat(error(client.tgsReq(other, body, authenticator))).isEqualTo(31);
        }

        @Test
        void refusesAnotherClient() {
            authenticator.setCname(KerberosName.principal("bob").toPrincipalName());

            assertThat(error()).isEqualTo(36);
        }

        @Test
        void refusesAnotherRealm() {
            authenticator.setCrealm("ELSEWHERE.LOCALHOST");

            assertThat(error()).isEqualTo(36);
        }

        @Test
        void passesTheSameNameOfAnotherType() {
            authenticator.setCname(new KerberosName(0, tgt.client().components()).toPrincipalName());

            assertThat(error()).isZero();
        }

        @Test
        void refusesAnotherVersion() {
            authenticator.setAuthenticatorVno(4);

            assertThat(error()).isEqualTo(39);
        }

        @Test
        void refusesAMissingTime() {
            authenticator.setCtime(null);

            assertThat(error()).isEqualTo(31);
        }

        @ParameterizedTest
        @CsvSource({"-302, 37", "302, 37", "-298, 0", "298, 0"})
        void refusesATimeThatIsFarFromTheKdcs(int offsetSeconds, int expected) {
            Instant time = fixture.clock.instant().plusSeconds(offsetSeconds);
            authenticator.setCtime(KerberosTimes.kerberosTime(time));

            assertThat(error()).isEqualTo(expected);
        }
    }
}
