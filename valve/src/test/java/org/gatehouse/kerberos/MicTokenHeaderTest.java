package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A MIC whose checksum is right for its header, whatever the header says (RFC 4121 §4.2.6.1). */
class MicTokenHeaderTest {
    private static final Cryptosystem ENGINES = new Cryptosystem(new SecureRandom());
    private static final Bytes TEXT = hex("30 0b 06 09 2a 86 48 86 f7 12 01 02 02");

    @ParameterizedTest
    @ValueSource(strings = {"0404 00 ffffffffff 0000000000000000", "0404 00 ffffffffff ffffffffffffffff"})
    void acceptsSequenceNumberOfAnyValue(String header) {
        assertThat(isAccepted(header, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0504", "0404 04"})
    void refusesSignedTokenThatEndsInItsHeader(String header) {
        assertThat(isAccepted(header, false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0504", "0405", "0403", "0101", "0000", "6004"})
    void refusesSignedTokenOfAnotherTokenId(String tokenId) {
        assertThat(isAccepted(tokenId + "00 ffffffffff 0000000000000000", false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "02", "04", "05", "06", "08", "80"})
    void refusesSignedTokenOfOtherFlagsThanTheContext(String flags) {
        assertThat(isAccepted("0404" + flags + "ffffffffff 0000000000000000", false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "02", "05", "06", "0c"})
    void refusesSignedTokenOfOtherFlagsThanTheContextWithASubkeyOfTheAcceptor(String flags) {
        assertThat(isAccepted("0404 04 ffffffffff 0000000000000000", true)).isTrue();
        assertThat(isAccepted("0404" + flags + "ffffffffff 0000000000000000", true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00ffffffff", "ff00ffffff", "ffff00ffff", "ffffff00ff", "ffffffff00", "0000000000", "fffffffffe"
            })
    void refusesSignedTokenOfAnotherFiller(String filler) {
        assertThat(isAccepted("040400" + filler + "0000000000000000", false)).isFalse();
    }

    private static boolean isAccepted(String header, boolean acceptorSubkey) {
        SecretBytes value = SecretBytes.adopt(new byte[16]);
        try (EncryptionKey key = new EncryptionKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, value)) {
            ChecksumKey initiator = ENGINES.checksumKey(key, KeyUsage.INITIATOR_SIGN);
            Bytes checksum = initiator.mic(TEXT, hex(header));
            byte[] token = new byte[hex(header).length() + checksum.length()];
            hex(header).copyTo(token, 0);
            checksum.copyTo(token, hex(header).length());
            return MicTokens.of(ENGINES, key, acceptorSubkey, 0).orElseThrow().verify(TEXT, Bytes.of(token));
        }
    }
}
