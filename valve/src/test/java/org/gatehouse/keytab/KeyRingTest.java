package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys as tickets need them, by realm and encryption type, with what messages say of them. */
class KeyRingTest {
    private static final EncryptionType AES256 = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    private static final EncryptionType AES128 = EncryptionType.AES128_CTS_HMAC_SHA1_96;
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());

    private final ServiceAccount account =
            ServiceAccount.parse("svc@EXAMPLE.COM").orElseThrow();
    private final ServiceKeys ofFile = keys(
            KeySource.keytab("http.keytab"),
            entry("HTTP/a", "EXAMPLE.COM", 7, AES256, 1),
            entry("HTTP/b", "EXAMPLE.COM", 7, AES256, 1),
            entry("HTTP/b", "EXAMPLE.COM", 6, AES256, 1),
            entry("HTTP/b", "EXAMPLE.COM", 5, AES256, 2),
            entry("HTTP/c", "PARTNER.COM", 3, AES128, 3));
    private final ServiceKeys ofPassword = keys(
            KeySource.password("svc.password", account),
            entry("HTTP/a", "EXAMPLE.COM", ServiceKey.ANY_KVNO, AES256, 4));
    private final ServiceKeys all = ServiceKeys.merged(List.of(ofFile, ofPassword));

    @Test
    void keyRingSaysWhatIsInAllRealms() {
        KeyRing ring = all.ofAllNames();

        assertThat(ring.isEmpty()).isFalse();
        assertThat(ring.realms()).isEqualTo("\"EXAMPLE.COM\" and \"PARTNER.COM\"");
        assertThat(ring.sources()).isEqualTo("http.keytab and svc.password (svc@EXAMPLE.COM)");
        assertThat(ring.services()).isEqualTo("\"HTTP/a@EXAMPLE.COM\", \"HTTP/b@EXAMPLE.COM\", \"HTTP/c@PARTNER.COM\"");
    }

    @Test
    void keysOfARealmSayTheirTypesAndFiles() {
        RealmKeys example = all.ofAllNames().in("example.com");
        RealmKeys partner = all.ofAllNames().in("Partner.com");

        assertThat(example.isEmpty()).isFalse();
        assertThat(example.types()).isEqualTo("aes256-sha1");
        assertThat(example.sources()).isEqualTo("http.keytab and svc.password (svc@EXAMPLE.COM)");
        assertThat(partner.types()).isEqualTo("aes128-sha1");
        assertThat(partner.sources()).isEqualTo("http.keytab");
        assertThat(partner.of(AES256).isEmpty()).isTrue();
        assertThat(partner.of(AES256).keys()).isEmpty();
    }

    @Test
    void keysOfATypeSayTheirVersionsServicesAndSalts() {
        KeyGroup group = all.ofAllNames().in("EXAMPLE.COM").of(AES256);

        assertThat(group.isEmpty()).isFalse();
        assertThat(group.versions()).isEqualTo("7, 6, 5, any");
        assertThat(group.sources()).isEqualTo("http.keytab and svc.password (svc@EXAMPLE.COM)");
        assertThat(group.services()).isEqualTo("\"HTTP/a@EXAMPLE.COM\" and \"HTTP/b@EXAMPLE.COM\"");
        assertThat(group.salts()).isEqualTo("\"EXAMPLE.COMsvc\"");
    }

    @Test
    void keyThatManyNamesHaveIsThereOnceForEachOfItsVersions() {
        KeyGroup group = all.ofAllNames().in("EXAMPLE.COM").of(AES256);

        assertThat(group.keys()).extracting(ServiceKey::kvno).containsExactly(7L, 6L, 5L, 0L);
        assertThat(group.distinct()).isEqualTo(3);
    }

    @Test
    void keysAreOfPasswordsIfEachOfThemIs() {
        assertThat(all.ofAllNames().in("EXAMPLE.COM").of(AES256).ofPasswords()).isFalse();
        assertThat(ofFile.ofAllNames().in("EXAMPLE.COM").of(AES256).ofPasswords())
                .isFalse();
        assertThat(ofPassword.ofAllNames().in("EXAMPLE.COM").of(AES256).ofPasswords())
                .isTrue();
        assertThat(ofFile.ofAllNames().in("EXAMPLE.COM").of(AES256).salts()).isEmpty();
    }

    @Test
    void ringAndRealmWithoutKeysAreEmpty() {
        assertThat(KeyRing.NONE.isEmpty()).isTrue();
        assertThat(KeyRing.NONE.in("EXAMPLE.COM").isEmpty()).isTrue();
        assertThat(KeyRing.NONE.realms()).isEmpty();
        assertThat(KeyGroup.NONE.isEmpty()).isTrue();
        assertThat(KeyGroup.NONE.distinct()).isZero();
        assertThat(all.ofAllNames().in("OTHER.COM").types()).isEmpty();
    }

    /** Keys of one value are one, whichever files they come from. */
    @Test
    void keysOfOneValueShareWhatIsDerivedFromItAcrossFiles() {
        ServiceKeys other = keys(KeySource.keytab("other.keytab"), entry("HTTP/d", "EXAMPLE.COM", 7, AES256, 1));

        List<ServiceKey> shared = ServiceKeys.merged(List.of(ofFile, other))
                .ofAllNames()
                .in("EXAMPLE.COM")
                .of(AES256)
                .keys();

        assertThat(shared).extracting(ServiceKey::kvno).containsExactly(7L, 6L, 5L);
        assertThat(shared.get(0).tickets()).isSameAs(shared.get(1).tickets());
        assertThat(shared.get(0).pacSignatures())
                .isSameAs(shared.get(1).pacSignatures())
                .isNotSameAs(shared.get(2).pacSignatures());
    }

    /** Old files hold eight bits of a version; 0 stands for every one. */
    @ParameterizedTest
    @CsvSource({
        "7, 7, true",
        "7, 8, false",
        "7, 0, true",
        "7,, true",
        "0, 7, true",
        "0,, true",
        "255, 255, true",
        "255, 511, true",
        "254, 510, true",
        "1, 257, true",
        "2, 257, false",
        "257, 1, false",
        "257, 257, true",
        "257, 513, false",
        "44, 300, true"
    })
    void keyMayBeTheOneOfATicketOfAVersion(long kvno, @Nullable Long ofTicket, boolean maybe) {
        ServiceKey key = keys(KeySource.keytab("k"), entry("HTTP/a", "R", kvno, AES256, 1))
                .all()
                .get(0);

        assertThat(key.mayBe(ofTicket == null ? OptionalLong.empty() : OptionalLong.of(ofTicket)))
                .isEqualTo(maybe);
    }

    private static ServiceKeys keys(KeySource source, Keytab.Entry... entries) {
        return ServiceKeys.of(new Keytab(List.of(entries)), source, ENGINES, EnumSet.of(AES256, AES128));
    }

    private static Keytab.Entry entry(String name, String realm, long kvno, EncryptionType type, int seed) {
        byte[] value = new byte[type.keyLength()];
        value[0] = (byte) seed;
        return new Keytab.Entry(
                realm,
                new PrincipalName(1, List.of(name.split("/", -1))),
                kvno,
                type.number(),
                SecretBytes.adopt(value),
                Instant.EPOCH);
    }
}
