package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/**
 * The tokens of jcmturner/gokrb5 (v8/gssapi/MICToken_test.go, Apache licence) and of secdev/scapy
 * (test/scapy/layers/kerberos.uts at ac38b273405b038104df096fe941878937da87cd, values only).
 */
class MicTokensTest {
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());
    private static final Bytes GOKRB5_TEXT = hex("deadbeef");
    private static final Bytes GOKRB5_THEIRS = hex("040400ffffffffff00000000000000009649ca09d2f1bc51ff6e5ca3");
    private static final Bytes SCAPY_TEXT = hex("686561646572"
            + "7465737441414141414141414141424242424242424242434343434343434343444444444444444444454545454545454545");

    private final MicTokens gokrb5 = tokens("14f9bde6b50ec508201a97f74c4e5bd3", false, 0x575e85d6L);
    private final MicTokens scapy = tokens("30".repeat(16), true, 0);

    @Test
    void makesTheTokenThatGokrb5Makes() {
        assertThat(gokrb5.mic(GOKRB5_TEXT)).isEqualTo(hex("040401ffffffffff00000000575e85d6c34d12ba3e5b1b1310cd9cb3"));
    }

    @Test
    void acceptsTheTokenThatGokrb5Makes() {
        assertThat(gokrb5.verify(GOKRB5_TEXT, GOKRB5_THEIRS)).isTrue();
    }

    @Test
    void makesTheTokenThatScapyMakesWithASubkeyOfTheAcceptor() {
        assertThat(scapy.mic(SCAPY_TEXT)).isEqualTo(hex("040405ffffffffff000000000000000098de623c141c9f65257b0ef7"));
    }

    @Test
    void acceptsTheTokenThatScapyMakesWithASubkeyOfTheAcceptor() {
        assertThat(scapy.verify(SCAPY_TEXT, hex("040404ffffffffff0000000040000000fcc686ab856518e87fa83174")))
                .isTrue();
    }

    @Test
    void refusesEveryFlippedBit() {
        for (int bit = 0; bit < 8 * GOKRB5_THEIRS.length(); bit++) {
            byte[] flipped = GOKRB5_THEIRS.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(gokrb5.verify(GOKRB5_TEXT, Bytes.of(flipped)))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < GOKRB5_THEIRS.length(); length++) {
            assertThat(gokrb5.verify(GOKRB5_TEXT, GOKRB5_THEIRS.slice(0, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void refusesItsOwnTokenSentBack() {
        assertThat(gokrb5.verify(GOKRB5_TEXT, gokrb5.mic(GOKRB5_TEXT))).isFalse();
    }

    @Test
    void refusesTheTokenOfAnotherText() {
        assertThat(gokrb5.verify(hex("deadbeee"), GOKRB5_THEIRS)).isFalse();
    }

    @Test
    void hasNoneForRc4() {
        EncryptionKey key = new EncryptionKey(EncryptionType.RC4_HMAC, SecretBytes.adopt(new byte[16]));

        assertThat(MicTokens.of(ENGINES, key, false, 0)).isEmpty();
    }

    @Test
    void showsNothingOfItsKeys() {
        assertThat(gokrb5).hasToString("MicTokens[redacted]");
    }

    private static MicTokens tokens(String key, boolean acceptorSubkey, long seqNumber) {
        SecretBytes value = SecretBytes.adopt(HexFormat.of().parseHex(key));
        EncryptionKey aes128 = new EncryptionKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, value);
        return MicTokens.of(ENGINES, aes128, acceptorSubkey, seqNumber).orElseThrow();
    }
}
