package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.TRUSTED_FOR_DELEGATION;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.computer;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Issued;
import org.gatehouse.lab.kdc.event.KdcEvent.Refused;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** MIT's kinit, kvno and klist and the JDK's client against the KDC. */
@Timeout(300)
class KdcIT extends KdcWithClients {
    private static final String OVER_TCP = "udp_preference_limit = 1";

    @Nested
    class Mit {
        @Test
        void signsOnAndGetsATicket() throws IOException {
            client = client(OVER_TCP);

            signOn();

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
            assertThat(transports()).containsOnly(Transport.TCP);
        }

        /** With its PAC no reply fits into a datagram, as in Active Directory. */
        @Test
        void beginsOverUdpAndFetchesItsTicketsOverTcp() throws IOException {
            signOn();

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
            assertThat(transports()).startsWith(Transport.UDP, Transport.UDP, Transport.TCP);
            assertThat(outcomes().get(1)).contains("KRB_ERR_RESPONSE_TOO_BIG");
            assertThat(lastOutcome()).isInstanceOf(Issued.class);
        }

        @Test
        void staysWithUdpWhenItWantsNoPac() throws IOException {
            signOn("--no-request-pac");

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
            assertThat(transports()).containsOnly(Transport.UDP);
        }

        @Test
        void fetchesTicketsWithAThousandGroups() throws IOException {
            inAThousandGroups();

            signOn();

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
            assertThat(transports()).endsWith(Transport.TCP);
            assertThat(lastOutcome()).isInstanceOf(Issued.class);
        }

        @Test
        void isAskedForPreAuthenticationFirst() throws IOException {
            client = client(OVER_TCP);

            signOn();

            assertThat(events.get(0).outcome()).isInstanceOf(Refused.class);
            assertThat(((Refused) events.get(0).outcome()).error()).isEqualTo(KdcError.KDC_ERR_PREAUTH_REQUIRED);
            assertThat(events.get(1).outcome()).isInstanceOf(Issued.class);
        }

        @Test
        void isRefusedByTheKdcWithAWrongPassword() throws IOException {
            MitClient.Result result = client.kinit("alice", "Wonderland2!");

            assertThat(result.output()).contains("Password incorrect");
            assertThat(lastError()).isEqualTo(KdcError.KDC_ERR_PREAUTH_FAILED);
            assertThat(events).extracting(KdcEvent::outcome).noneMatch(Issued.class::isInstance);
        }

        @Test
        void isRefusedWhenUnknown() throws IOException {
            assertThat(client.kinit("mallory", "x").output())
                    .contains("Client 'mallory@LAB.LOCALHOST' not found in Kerberos database");
        }

        @Test
        void isToldOfAnUnknownService() throws IOException {
            signOn();

            assertThat(client.kvno("HTTP/nowhere.lab.localhost").output())
                    .contains("Server HTTP/nowhere.lab.localhost@LAB.LOCALHOST not found in Kerberos database");
        }

        @Test
        void isToldOfAServiceThatTwoAccountsOwn() throws IOException {
            accounts.add(user("svc-rival", "Rival123!", SPN));
            signOn();

            assertThat(client.kvno(SPN).output()).contains("Principal has multiple entries in Kerberos database");
        }

        @Test
        void getsATicketForAHostsHttp() throws IOException {
            accounts.add(computer("WS1$", "Machine1!", "HOST/ws1.lab.localhost"));
            signOn();

            assertThat(client.kvno("HTTP/ws1.lab.localhost").output())
                    .contains("HTTP/ws1.lab.localhost@LAB.LOCALHOST: kvno = 3");
        }

        @Test
        void signsOnAsAComputer() throws IOException {
            accounts.add(computer("WS1$", "Machine1!"));

            assertThat(client.kinit("WS1$", "Machine1!").status()).isZero();
        }

        @Test
        void signsOnByUserPrincipalNameAndLearnsItsRealName() throws IOException {
            MitClient.Result result = client.kinit("Alice@lab.localhost", "Wonderland1!", "-E", "-C");

            assertThat(result.status()).isZero();
            assertThat(client.klist()).contains("Default principal: alice@LAB.LOCALHOST");
        }

        @Test
        void hasANameBeyondAscii() throws IOException {
            accounts.add(user("jörg", "Grüße123!"));

            MitClient.Result result = client.kinit("jörg", "Grüße123!");

            assertThat(result.status()).as(result.toString()).isZero();
        }

        @ParameterizedTest
        @CsvSource({"0x8, aes128-cts-hmac-sha1-96", "0x10, aes256-cts-hmac-sha1-96", "0x4, DEPRECATED:arcfour-hmac"})
        void signsOnWithTheTypesOfItsAccount(String attribute, String type) throws IOException {
            accounts.replace(withEncryptionTypes(user("alice", "Wonderland1!"), Integer.decode(attribute)));
            accounts.replace(withEncryptionTypes(PORTAL, Integer.decode(attribute)));
            client = client("allow_rc4 = true");

            signOn();

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
            assertThat(client.klist()).contains("Etype (skey, tkt): " + type + ", " + type);
        }

        @Test
        void thatKnowsRc4AloneIsServedWhereItsAccountAndTheServiceDo() throws IOException {
            accounts.replace(withEncryptionTypes(user("alice", "Wonderland1!"), 0x4));
            accounts.replace(withEncryptionTypes(PORTAL, 0x4));
            client = client("allow_rc4 = true", "allow_weak_crypto = true", "permitted_enctypes = arcfour-hmac");

            signOn();
            MitClient.Result ticket = client.kvno(SPN);

            assertThat(ticket.output()).contains("kvno = 2");
            assertThat(client.klist())
                    .contains("Etype (skey, tkt): DEPRECATED:arcfour-hmac, aes256-cts-hmac-sha1-96")
                    .contains("Etype (skey, tkt): DEPRECATED:arcfour-hmac, DEPRECATED:arcfour-hmac");
        }

        @Test
        void thatKnowsAesAloneGetsNoTicketForAnRc4Service() throws IOException {
            accounts.replace(withEncryptionTypes(PORTAL, 0x4));
            client = client("permitted_enctypes = aes256-cts-hmac-sha1-96");
            signOn();

            assertThat(client.kvno(SPN).output()).contains("KDC has no support for encryption type");
        }

        @Test
        void neverSeesTheTypeOfTheTicketAsItsOwnMatter() throws IOException {
            client = client("permitted_enctypes = aes128-cts-hmac-sha1-96");

            signOn();
            client.kvno(SPN);

            assertThat(client.klist()).contains("Etype (skey, tkt): aes128-cts-hmac-sha1-96, aes256-cts-hmac-sha1-96");
        }

        @Test
        void seesTheFlagsThatItAskedFor() throws IOException {
            signOn("-f", "-p", "-r", "7d");
            client.kvno(SPN);

            assertThat(client.klist()).contains("Flags: FPRIA", "Flags: FPRAT");
        }

        @Test
        void seesATicketThatIsGoodForDelegation() throws IOException {
            accounts.replace(withControl(PORTAL, TRUSTED_FOR_DELEGATION));
            signOn("-f");
            client.kvno(SPN);

            assertThat(client.klist()).contains("Flags: FRATO");
        }

        @Test
        void renewsItsTicket() throws IOException {
            signOn("-r", "7d");

            MitClient.Result renewed = client.run("", List.of("kinit", "-R"));

            assertThat(renewed.status()).as(renewed.toString()).isZero();
            assertThat(lastOutcome()).isInstanceOf(Issued.class);
        }

        @Test
        void mayNotPostdate() throws IOException {
            assertThat(client.kinit("alice", "Wonderland1!", "-s", "1h").output())
                    .contains("Ticket is ineligible for postdating");
        }

        @Test
        void signsOnWithAKeytabAndOpensItsTicketsWithIt() throws IOException {
            Path keytab = folder.resolve("portal.keytab");
            AccountKeys keys = AccountKeys.of(REALM, PORTAL);
            AccountKeytab.write(
                    keytab,
                    List.of(new KeytabPrincipal(REALM, SPN, keys), new KeytabPrincipal(REALM, "svc-portal", keys)));

            MitClient.Result login = client.run("", List.of("kinit", "-k", "-t", keytab.toString(), "svc-portal"));
            MitClient.Result ticket = client.kvno("-k", keytab.toString(), SPN);

            assertThat(login.status()).as(login.toString()).isZero();
            assertThat(ticket.output()).contains("kvno = 2, keytab entry valid");
        }
    }

    @Nested
    class Jdk {
        @ParameterizedTest
        @EnumSource(Transport.class)
        void signsOnAndGetsATicket(Transport transport) throws IOException {
            client = transport == Transport.TCP ? client(OVER_TCP) : client;

            assertThat(jdk("alice", "Wonderland1!")).contains("alice@LAB.LOCALHOST -> HTTP@portal.lab.localhost");
            assertThat(transports()).startsWith(transport).contains(Transport.TCP);
            assertThat(lastOutcome()).isInstanceOf(Issued.class);
        }

        @Test
        void fetchesTicketsWithAThousandGroups() throws IOException {
            inAThousandGroups();

            assertThat(jdk("alice", "Wonderland1!")).contains("alice@LAB.LOCALHOST -> HTTP@portal.lab.localhost");
            assertThat(transports()).endsWith(Transport.TCP);
        }

        @Test
        void forwardsItsTicket() throws IOException {
            client = client("forwardable = true");
            accounts.replace(withControl(PORTAL, TRUSTED_FOR_DELEGATION));

            jdk("alice", "Wonderland1!");

            assertThat(((Issued) lastOutcome()).flags() & TicketFlag.FORWARDED.getValue())
                    .isNotZero();
        }

        @Test
        void isRefusedByTheKdcWithAWrongPassword() throws IOException {
            assertThat(jdk("alice", "Wonderland2!")).contains("Pre-authentication information was invalid (24)");
        }

        @Test
        void isToldOfAServiceThatTwoAccountsOwn() throws IOException {
            accounts.add(user("svc-rival", "Rival123!", SPN));

            assertThat(jdk("alice", "Wonderland1!")).contains("Multiple principal entries in database (8)");
        }

        @Test
        void isToldOfAnUnknownService() throws IOException {
            assertThat(jdk("alice", "Wonderland1!", "HTTP@nowhere.lab.localhost"))
                    .contains("Server not found in Kerberos database (7)");
        }
    }

    private List<Transport> transports() {
        return events.stream().map(KdcEvent::transport).toList();
    }

    private List<String> outcomes() {
        return events.stream().map(event -> event.outcome().toString()).toList();
    }

    private void inAThousandGroups() {
        accounts.setFacts(
                "alice",
                new LogonFacts(
                        accounts.sidOf("alice"),
                        LogonProfile.of("Alice Liddell"),
                        513,
                        LongStream.range(2000, 3000)
                                .mapToObj(MemoryAccounts.LAB_SID::withRid)
                                .toList(),
                        List.of(),
                        0,
                        0));
    }
}
