package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static Keytab.Entry entry(long kvno, int etype) {
        return new Keytab.Entry(
                "EXAMPLE.COM",
                new PrincipalName(1, List.of("HTTP", "portal")),
                kvno,
                etype,
                SecretBytes.copyOf(new byte[etype == 17 ? 16 : 32]));
    }

    @Test
    void namesTheNewestVersionAndInBracketsTheOlderOnes() {
        KeyTable.Row row = KeyTable.of(List.of(entry(5, 18), entry(7, 18), entry(7, 17), entry(6, 18)), "http.keytab");

        assertThat(row.kvnos()).isEqualTo("kvno 7 (6, 5)");
        assertThat(row.sentence()).isEqualTo("kvno 7 (6, 5), aes256-sha1, aes128-sha1");
        assertThat(row).hasToString("kvno 7 (6, 5) aes256-sha1 aes128-sha1");
        assertThat(row.sources()).isEqualTo("http.keytab");
    }

    @Test
    void saysAnyForAKeyThatDoesNotKnowItsVersion() {
        assertThat(KeyTable.of(List.of(entry(0, 18)), "").kvnos()).isEqualTo("kvno any");
    }

    @Test
    void namesTypesThatNobodyAccepts() {
        assertThat(KeyTable.of(List.of(entry(1, 23), entry(1, 99)), "").types()).isEqualTo("rc4-hmac (23) enctype 99");
    }

    @Test
    void keysAreRowsOfTheirServices() {
        ServiceKeys keys = ServiceKeys.merged(
                List.of(keys("http.keytab", entry(7, 18), entry(6, 18)), keys("other.keytab", entry(6, 17))));

        assertThat(KeyTable.byService(keys)).containsOnlyKeys("HTTP/portal@EXAMPLE.COM");
        assertThat(KeyTable.byService(keys))
                .containsValue(
                        new KeyTable.Row("7 (6)", List.of("aes256-sha1", "aes128-sha1"), "http.keytab, other.keytab"));
    }

    private static ServiceKeys keys(String path, Keytab.Entry... entries) {
        return ServiceKeys.of(new Keytab(List.of(entries)), path, new Cryptosystem(new SecureRandom()));
    }
}
