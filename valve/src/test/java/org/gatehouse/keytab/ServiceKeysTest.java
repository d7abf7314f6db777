package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which keys a service has, and which of them a ticket's name leads to. */
class ServiceKeysTest {
    private static final int AES256 = 18;
    private static final int RC4 = 23;
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());

    private final ServiceKeys keys = keys(
            KeySource.keytab("http.keytab"),
            entry("HTTP/portal.example.com", "EXAMPLE.COM", 6, AES256),
            entry("HTTP/portal.example.com", "EXAMPLE.COM", 7, AES256),
            entry("host/web.example.com", "Partner.Com", 3, AES256),
            entry("HTTP/old.example.com", "EXAMPLE.COM", 2, RC4),
            entry("HTTP/old.example.com", "EXAMPLE.COM", 2, 3));

    @Test
    void serviceKeysAreInTheOrderOfTheirVersionsTheNewestFirst() {
        assertThat(keys.all()).extracting(ServiceKey::kvno).containsExactly(7L, 6L, 3L);
        assertThat(keys.all()).extracting(ServiceKey::type).containsOnly(EncryptionType.AES256_CTS_HMAC_SHA1_96);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/portal.example.com, 7 6",
        "http/Portal.Example.COM, 7 6",
        "HTTP/web.example.com, 3", // HOST stands for HTTP
        "HOST/web.example.com, 3",
        "ldap/web.example.com, ''",
        "HOST/portal.example.com, ''",
        "HTTP/old.example.com, ''",
        "HTTP/other.example.com, ''"
    })
    void serviceKeysAreFoundByTheNameOfATicketInAnyCase(String name, String versions) throws WireException {
        KeyRing named = keys.named(ticket(name));

        assertThat(Stream.of("EXAMPLE.COM", "PARTNER.COM").flatMap(realm -> aes256(named, realm)))
                .extracting(key -> Long.toString(key.kvno()))
                .isEqualTo(versions.isEmpty() ? List.of() : List.of(versions.split(" ", -1)));
    }

    @Test
    void serviceKeysKnowTheTypesOfANameThatCannotBeUsed() throws WireException {
        assertThat(keys.unusable(ticket("http/OLD.example.com")))
                .hasValueSatisfying(types -> assertThat(types).containsExactly("des (3)", "rc4-hmac (23)"));
        assertThat(keys.unusable(ticket("HTTP/portal.example.com"))).isEmpty();
    }

    @Test
    void acceptTheTypesThatTheyWereToldTo() {
        assertThat(keys.accepts(EncryptionType.AES256_CTS_HMAC_SHA1_96)).isTrue();
        assertThat(keys.accepts(EncryptionType.RC4_HMAC)).isFalse();
    }

    @Test
    void serviceKeysKnowTheirRealmsInLowerCase() {
        assertThat(keys.realms()).containsExactlyInAnyOrder("example.com", "partner.com");
    }

    @Test
    void serviceKeysOfTwoFilesAreOneWithEverythingOfBoth() throws WireException {
        ServiceKeys other = ServiceKeys.of(
                new Keytab(List.of(entry("HTTP/old.example.com", "EXAMPLE.COM", 9, RC4), entry("HTTP/x", "R", 1, 1))),
                KeySource.keytab("second.keytab"),
                ENGINES,
                EnumSet.of(EncryptionType.RC4_HMAC));

        ServiceKeys both = ServiceKeys.merged(List.of(keys, other));

        assertThat(both.all()).extracting(ServiceKey::kvno).containsExactly(9L, 7L, 6L, 3L);
        assertThat(both.accepts(EncryptionType.RC4_HMAC)).isTrue();
        assertThat(both.accepts(EncryptionType.AES256_CTS_HMAC_SHA1_96)).isTrue();
        assertThat(both.source()).isEqualTo("http.keytab, second.keytab");
        assertThat(both.unusable(ticket("HTTP/x"))).isPresent();
        assertThat(both.unusable(ticket("HTTP/old.example.com"))).isPresent();
        assertThat(ServiceKeys.merged(List.of()).all()).isEmpty();
    }

    @Test
    void serviceKeysOfPasswordsAreThoseOfAccountsOnly() {
        ServiceAccount account = ServiceAccount.parse("svc-portal@EXAMPLE.COM").orElseThrow();
        ServiceKeys ofAccount = keys(
                KeySource.password("portal.password", account),
                entry("HTTP/a", "EXAMPLE.COM", ServiceKey.ANY_KVNO, 18));

        ServiceKeys ofPasswords =
                ServiceKeys.merged(List.of(keys, ofAccount)).ofPasswords().orElseThrow();

        assertThat(ofPasswords.all()).extracting(ServiceKey::service).containsExactly("HTTP/a@EXAMPLE.COM");
        assertThat(ofPasswords.source()).isEqualTo("portal.password (svc-portal@EXAMPLE.COM)");
        assertThat(keys.ofPasswords()).isEmpty();
    }

    @Test
    void versionOfAKeyThatStandsForAllIsAny() {
        assertThat(keys.all().get(0).version()).isEqualTo("7");
        assertThat(keys(KeySource.keytab("k"), entry("HTTP/a", "R", 0, AES256))
                        .all()
                        .get(0)
                        .version())
                .isEqualTo("any");
    }

    @Test
    void serviceKeysAreFoundByTheirRealmInAnyCase() {
        assertThat(aes256(keys.ofAllNames(), "Example.com"))
                .extracting(ServiceKey::kvno)
                .containsExactly(7L, 6L);
        assertThat(aes256(keys.ofAllNames(), "PARTNER.COM"))
                .extracting(ServiceKey::kvno)
                .containsExactly(3L);
        assertThat(keys.ofAllNames().in("OTHER.COM").isEmpty()).isTrue();
    }

    @Test
    void hostStandsForHttpAndForNoOtherService() {
        assertThat(ServiceKeys.withAliases("http/a")).containsExactly("http/a", "host/a");
        assertThat(ServiceKeys.withAliases("ldap/a")).containsExactly("ldap/a");
        assertThat(ServiceKeys.withAliases("host/a")).containsExactly("host/a");
    }

    private static Stream<ServiceKey> aes256(KeyRing ring, String realm) {
        return ring.in(realm).of(EncryptionType.AES256_CTS_HMAC_SHA1_96).keys().stream();
    }

    private static Ticket ticket(String name) throws WireException {
        return ApReq.parse(Forge.with(forge -> {
                            forge.sname = name;
                            forge.realm = "example.com";
                        })
                        .apReq())
                .ticket();
    }

    private static ServiceKeys keys(KeySource source, Keytab.Entry... entries) {
        return ServiceKeys.of(new Keytab(List.of(entries)), source, ENGINES, EncryptionType.DEFAULT);
    }

    private static Keytab.Entry entry(String name, String realm, long kvno, int etype) {
        byte[] value =
                new byte[EncryptionType.of(etype).map(EncryptionType::keyLength).orElse(8)];
        value[0] = (byte) kvno;
        return new Keytab.Entry(
                realm,
                new PrincipalName(1, List.of(name.split("/", -1))),
                kvno,
                etype,
                SecretBytes.adopt(value),
                Instant.EPOCH);
    }
}
