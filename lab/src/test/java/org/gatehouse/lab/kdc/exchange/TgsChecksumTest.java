package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;

import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.CheckSumHandler;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checksum that binds the body of a TGS-REQ to its authenticator, RFC 4120 §3.3.3. */
class TgsChecksumTest extends TgsRequestOfAlice {
    @Test
    void refusesAChangedBody() {
        body.setNonce(4712);

        assertThat(error()).isEqualTo(41);
    }

    @Test
    void refusesAChangedOption() {
        options(KdcOption.CANONICALIZE).apply(body);

        assertThat(error()).isEqualTo(41);
    }

    @Test
    void refusesOneOfAnotherKey() throws KrbException {
        authenticator.setCksum(CheckSumHandler.checksumWithKey(
                CheckSumType.HMAC_SHA1_96_AES256, KerbyCodec.encode(body), new byte[32], KeyUsage.TGS_REQ_AUTH_CKSUM));

        assertThat(error()).isEqualTo(41);
    }

    @Test
    void refusesOneForAnotherUsage() throws KrbException {
        authenticator.setCksum(CheckSumHandler.checksumWithKey(
                CheckSumType.HMAC_SHA1_96_AES256,
                KerbyCodec.encode(body),
                tgt.sessionKey().getKeyData(),
                KeyUsage.AP_REQ_AUTH_CKSUM));

        assertThat(error()).isEqualTo(41);
    }

    @Test
    void refusesNone() {
        authenticator.setCksum(null);

        assertThat(error()).isEqualTo(50);
    }

    @Test
    void refusesAnEmptyOne() {
        authenticator.setCksum(new CheckSum(CheckSumType.HMAC_SHA1_96_AES256, new byte[0]));

        assertThat(error()).isEqualTo(41);
    }

    @ParameterizedTest
    @EnumSource(
            value = CheckSumType.class,
            names = {"CRC32", "RSA_MD4", "NIST_SHA"})
    void refusesAWeakOne(CheckSumType type) throws KrbException {
        authenticator.setCksum(CheckSumHandler.checksum(type, KerbyCodec.encode(body)));

        assertThat(error()).isEqualTo(50);
    }

    @Test
    void refusesOneThatBelongsToAnotherKeyType() {
        authenticator.setCksum(new CheckSum(CheckSumType.HMAC_SHA1_96_AES128, new byte[12]));

        assertThat(error()).isEqualTo(50);
    }

    @Test
    void passesTheUnkeyedOneOfTheJdk() throws KrbException {
        authenticator.setCksum(CheckSumHandler.checksum(CheckSumType.RSA_MD5, KerbyCodec.encode(body)));

        assertThat(error()).isZero();
    }

    @Test
    void refusesAChangedBodyUnderTheUnkeyedOneToo() throws KrbException {
        authenticator.setCksum(CheckSumHandler.checksum(CheckSumType.RSA_MD5, KerbyCodec.encode(body)));
        body.setNonce(4712);

        assertThat(error()).isEqualTo(41);
    }
}
