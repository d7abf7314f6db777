package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.nio.charset.StandardCharsets;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The values of RFC 3962 appendix B, RFC 8009 appendix A, and of Heimdal's tests for RC4. */
class StringToKeyTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            17, password, 415448454e412e4d49542e4544557261656275726e, 1, 42263c6e89f4fc28b8df68ee09799f15
            18, password, 415448454e412e4d49542e4544557261656275726e, 1, fe697b52bc0d3ce14432ba036a92e65bbb52280990a2fa27883998d72af30161
            17, password, 415448454e412e4d49542e4544557261656275726e, 1200, 4c01cd46d632d01e6dbe230a01ed642a
            18, password, 415448454e412e4d49542e4544557261656275726e, 1200, 55a6ac740ad17b4846941051e1e8b0a7548d93b0ab30a8bc3ff16280382b8c2a
            17, password, 1234567878563412, 5, e9b23d52273747dd5c35cb55be619d8e
            18, password, 1234567878563412, 5, 97a4e786be20d81a382d5ebc96d5909cabcdadc87ca48f574504159f16c36e31
            17, XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX, 7061737320706872617365206578636565647320626c6f636b2073697a65, 1200, cb8005dc5f90179a7f02104c0018751d
            18, XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX, 7061737320706872617365206578636565647320626c6f636b2073697a65, 1200, d78c5c9cb872a8c9dad4697f0bb5b2d21496c82beb2caeda2112fceea057401b
            17, \uD834\uDD1E, 4558414d504c452e434f4d7069616e697374, 50, f149c1f2e154a73452d43e7fe62a56e5
            18, \uD834\uDD1E, 4558414d504c452e434f4d7069616e697374, 50, 4b6d9839f84406df1f09cc166db4b83c571848b784a3d6bdc346589a3e393f9e
            19, password, 10df9dd783e5bc8acea1730e74355f61415448454e412e4d49542e4544557261656275726e, 32768, 089bca48b105ea6ea77ca5d2f39dc5e7
            20, password, 10df9dd783e5bc8acea1730e74355f61415448454e412e4d49542e4544557261656275726e, 32768, 45bd806dbf6a833a9cffc1c94589a222367a79bc21c413718906e9f578a78467
            23, foo, 00, 1, ac8e657f83df82beea5d43bdaf7800cc
            23, test, 00, 1, 0cb6948805f797bf2a82807973b89537
            """)
    void makesTheKeysThatTheStandardsPrint(int etype, String password, String salt, int iterations, String key) {
        EncryptionType type = EncryptionType.of(etype).orElseThrow();

        EncryptionKey derived = TestCleanup.closes(new StringToKey(new JdkAlgorithms())
                .derive(type, SecretChars.adopt(password.toCharArray()), hex(salt), iterations));

        assertThat(derived).isEqualTo(new EncryptionKey(type, SecretBytes.adopt(hex(key).toArray())));
    }

    @ParameterizedTest
    @CsvSource({"17, 4096", "18, 4096", "19, 32768", "20, 32768"})
    void iteratesAsOftenAsKdcsDo(int etype, int iterations) {
        EncryptionType type = EncryptionType.of(etype).orElseThrow();
        SecretChars password = SecretChars.adopt("password".toCharArray());
        Bytes salt = Bytes.of("EXAMPLE.COMsvc-portal".getBytes(StandardCharsets.US_ASCII));

        try (EncryptionKey usual = StringToKey.derive(type, password, salt);
                EncryptionKey counted = new StringToKey(new JdkAlgorithms()).derive(type, password, salt, iterations)) {
            assertThat(usual).isEqualTo(counted);
        }
    }

    /** RFC 4757 §2 takes every sign as UTF-16 has it, also those that need two. */
    @Test
    void makesRc4KeysOfSignsBeyondAscii() {
        byte[] utf16 = hex("e4 00 ac 20 34 d8 1e dd").toArray();

        EncryptionKey key = TestCleanup.closes(StringToKey.derive(
                EncryptionType.RC4_HMAC, SecretChars.adopt("ä€\uD834\uDD1E".toCharArray()), Bytes.EMPTY));

        assertThat(key.value()).isEqualTo(SecretBytes.adopt(Md4.digest(utf16)));
    }

    @ParameterizedTest
    @EnumSource
    void stringToKeyLeavesThePasswordToItsOwner(EncryptionType type) {
        char[] password = "password".toCharArray();

        StringToKey.derive(type, SecretChars.adopt(password), hex("00")).close();

        assertThat(password).isEqualTo("password".toCharArray());
    }
}
