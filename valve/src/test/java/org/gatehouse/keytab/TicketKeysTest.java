package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketKeysTest {
    private static final Bytes PAC = Bytes.of("a PAC".getBytes(StandardCharsets.US_ASCII));

    private final Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());

    @ParameterizedTest
    @EnumSource
    void serviceKeyVerifiesPacsThatTheKdcSignedWithIt(EncryptionType type) {
        ServiceKey key = serviceKeys(entry("HTTP", type, 1)).get(0);
        Bytes signature = cryptosystem
                .checksumKey(new EncryptionKey(type, value(type, 1)), KeyUsage.PAC_SIGNATURE)
                .mic(PAC, Bytes.EMPTY);

        assertThat(key.pacSignatures().verify(PAC, Bytes.EMPTY, signature)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void namesWithOneKeyShareWhatIsDerivedFromIt(EncryptionType type) {
        List<ServiceKey> keys = serviceKeys(entry("HTTP", type, 1), entry("HOST", type, 1));

        assertThat(keys.get(0).tickets()).isSameAs(keys.get(1).tickets());
        assertThat(keys.get(0).pacSignatures()).isSameAs(keys.get(1).pacSignatures());
    }

    @ParameterizedTest
    @EnumSource
    void differentKeysShareNothing(EncryptionType type) {
        List<ServiceKey> keys = serviceKeys(entry("HTTP", type, 1), entry("HOST", type, 2));

        assertThat(keys.get(0).tickets()).isNotSameAs(keys.get(1).tickets());
        assertThat(keys.get(0).pacSignatures()).isNotSameAs(keys.get(1).pacSignatures());
    }

    @ParameterizedTest
    @EnumSource
    void serviceKeyShowsNothingOfItsKeys(EncryptionType type) {
        assertThat(serviceKeys(entry("HTTP", type, 1)).get(0).toString())
                .contains("tickets=SpecificKey[redacted]", "pacSignatures=ChecksumKey[redacted]");
    }

    private List<ServiceKey> serviceKeys(Keytab.Entry... entries) {
        return ServiceKeys.of(
                        new Keytab(List.of(entries)),
                        KeySource.keytab("http.keytab"),
                        cryptosystem,
                        EnumSet.allOf(EncryptionType.class))
                .all();
    }

    private static Keytab.Entry entry(String service, EncryptionType type, int seed) {
        PrincipalName name = new PrincipalName(1, List.of(service, "portal.example.com"));
        return new Keytab.Entry("EXAMPLE.COM", name, 7, type.number(), value(type, seed), Instant.EPOCH);
    }

    private static SecretBytes value(EncryptionType type, int seed) {
        byte[] value = new byte[type.keyLength()];
        value[0] = (byte) seed;
        return SecretBytes.adopt(value);
    }
}
