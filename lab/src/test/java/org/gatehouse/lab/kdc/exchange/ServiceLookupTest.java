package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.computer;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.etypes;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.PORTAL;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;

import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the name in a TGS-REQ to the account whose key seals the ticket. */
class ServiceLookupTest {
    private static final String SPN = "HTTP/portal.lab.localhost";

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private int errorFor(String service) {
        return errorCode(client.send(client.tgsReq(fixture.alice(), service)));
    }

    @Test
    void isAnyOfAnAccountsNamesAndTheTicketBearsTheOneThatWasAskedFor() {
        fixture.accounts.add(user("svc-two", "Two12345!", "HTTP/one.lab.localhost", "HTTP/two.lab.localhost:8080"));

        Credential ticket = client.ticketFor(fixture.alice(), "http/TWO.lab.localhost:8080");

        assertThat(ticket.ticket().getSname().getName()).isEqualTo("http/TWO.lab.localhost:8080");
        assertThat(opened(ticket.ticket(), user("svc-two", "Two12345!"))
                        .getCname()
                        .getName())
                .isEqualTo("alice");
    }

    @Test
    void isRefusedWhenUnknown() {
        assertThat(errorFor("HTTP/nowhere.lab.localhost")).isEqualTo(7);
    }

    @Test
    void isRefusedWhenTwoAccountsOwnIt() {
        fixture.accounts.add(user("svc-rival", "Rival123!", SPN));

        assertThat(errorFor(SPN)).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"PRINCIPAL_NOT_UNIQUE, 8", "S_PRINCIPAL_UNKNOWN, 7"})
    void isRefusedAsThePolicyWantsItWhenTwoAccountsOwnIt(DuplicateSpn policy, int error) {
        fixture.accounts.add(user("svc-rival", "Rival123!", SPN));
        fixture.setPolicy(fixture.policy().withDuplicateSpn(policy));

        assertThat(errorFor(SPN)).isEqualTo(error);
        assertThat(fixture.events.get(fixture.events.size() - 1).toString())
                .endsWith("2 accounts have this name: svc-portal, svc-rival");
    }

    @Test
    void isTheNewestOwnersWhereThePolicyWantsIt() {
        Account rival = user("svc-rival", "Rival123!", SPN);
        fixture.accounts.add(rival);
        fixture.setPolicy(fixture.policy().withDuplicateSpn(DuplicateSpn.NEWEST_OWNER));

        Credential ticket = client.ticketFor(fixture.alice(), SPN);

        assertThat(opened(ticket.ticket(), rival).getCname().getName()).isEqualTo("alice");
    }

    @Test
    void belongsToADisabledAccountToo() {
        fixture.accounts.add(withControl(user("svc-rival", "Rival123!", SPN), ACCOUNT_DISABLE));

        assertThat(errorFor(SPN)).isEqualTo(8);
    }

    @Test
    void isRefusedWhenDisabled() {
        fixture.accounts.replace(withControl(PORTAL, ACCOUNT_DISABLE));

        assertThat(errorFor(SPN)).isEqualTo(19);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP", "http", "cifs", "WWW", "rpcss", "dns"})
    void isTheHostWhereNobodyOwnsTheClass(String serviceClass) {
        Account ws1 = computer("WS1$", "Machine1!", "HOST/ws1.lab.localhost");
        fixture.accounts.add(ws1);

        Credential ticket = client.ticketFor(fixture.alice(), serviceClass + "/ws1.lab.localhost");

        assertThat(ticket.ticket().getSname().getName()).isEqualTo(serviceClass + "/ws1.lab.localhost");
        assertThat(opened(ticket.ticket(), ws1).getCname().getName()).isEqualTo("alice");
    }

    @Test
    void isNotTheHostForAClassThatHostDoesNotStandFor() {
        fixture.accounts.add(computer("WS1$", "Machine1!", "HOST/ws1.lab.localhost"));

        assertThat(errorFor("ldap/ws1.lab.localhost")).isEqualTo(7);
    }

    @Test
    void isItsOwnerRatherThanTheHost() {
        fixture.accounts.add(computer("WS1$", "Machine1!", "HOST/portal.lab.localhost"));

        Credential ticket = client.ticketFor(fixture.alice(), SPN);

        assertThat(opened(ticket.ticket(), PORTAL).getCname().getName()).isEqualTo("alice");
    }

    @Test
    void isAmbiguousWhenTheHostIs() {
        fixture.accounts.add(computer("WS1$", "Machine1!", "HOST/ws.lab.localhost"));
        fixture.accounts.add(computer("WS2$", "Machine2!", "HOST/ws.lab.localhost"));

        assertThat(errorFor("HTTP/ws.lab.localhost")).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"alice, 27", "mallory, 7"})
    void isRefusedToBeAnOrdinaryUser(String name, int error) {
        assertThat(errorFor(name)).isEqualTo(error);
    }

    @Test
    void mayBeNamedByItsAccount() {
        Credential ticket = client.ticketFor(fixture.alice(), "svc-portal");

        assertThat(opened(ticket.ticket(), PORTAL).getCname().getName()).isEqualTo("alice");
    }

    @Test
    void isRefusedOfAnotherRealm() {
        byte[] request = client.tgsReq(fixture.alice(), SPN, body -> body.setRealm("ELSEWHERE.LOCALHOST"));

        assertThat(errorCode(client.send(request))).isEqualTo(68);
    }

    @Test
    void maySealWithATypeThatTheClientDoesNotOffer() {
        Credential ticket = client.ticketFor(fixture.alice(), SPN, etypes(Etype.AES128_SHA1));

        assertThat(ticket.ticket().getEncryptedEncPart().getEType()).isEqualTo(Etype.AES256_SHA1.kerby());
        assertThat(ticket.sessionKey().getKeyType()).isEqualTo(Etype.AES128_SHA1.kerby());
    }

    @ParameterizedTest
    @CsvSource({"0x8, AES128_SHA1", "0x4, RC4_HMAC", "0x18, AES256_SHA1", "0x1c, AES256_SHA1", "0, AES256_SHA1"})
    void hasTheKeysOfItsSupportedTypes(String attribute, Etype expected) {
        fixture.accounts.replace(withEncryptionTypes(PORTAL, Integer.decode(attribute)));

        Credential ticket = client.ticketFor(fixture.alice(), SPN);

        assertThat(ticket.ticket().getEncryptedEncPart().getEType()).isEqualTo(expected.kerby());
        assertThat(ticket.sessionKey().getKeyType()).isEqualTo(expected.kerby());
    }

    @Test
    void mayDoAesInSessionsThoughItHasNoSuchKey() {
        fixture.accounts.replace(withEncryptionTypes(PORTAL, 0x24));

        Credential ticket = client.ticketFor(fixture.alice(), SPN, etypes(Etype.AES256_SHA1));

        assertThat(ticket.ticket().getEncryptedEncPart().getEType()).isEqualTo(Etype.RC4_HMAC.kerby());
        assertThat(ticket.sessionKey().getKeyType()).isEqualTo(Etype.AES256_SHA1.kerby());
    }

    @Test
    void withoutACommonSessionKeyTypeIsRefused() {
        fixture.accounts.replace(withEncryptionTypes(PORTAL, 0x4));

        byte[] request = client.tgsReq(fixture.alice(), SPN, etypes(Etype.AES256_SHA1));

        assertThat(errorCode(client.send(request))).isEqualTo(14);
    }
}
