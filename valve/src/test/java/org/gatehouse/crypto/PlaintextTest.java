package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was decrypted stands in a buffer that is used again, and is seen by its reader only. */
class PlaintextTest {
    private static final Bytes MESSAGE =
            Bytes.of("a secret of more than one block, and a bit".getBytes(StandardCharsets.US_ASCII));
    private static final int LARGE = 100_000;

    private final SecureRandom random = new SecureRandom();
    private final EnginePool engines = new EnginePool(random);
    private final List<byte[]> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void isHandedToItsReader(EncryptionType type) throws IntegrityException {
        Sealer sealer = sealer(type, KeyUsage.TICKET);

        assertThat(read(sealer, sealer.seal(MESSAGE))).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @EnumSource
    void isWipedWhenItsReaderReturns(EncryptionType type) throws IntegrityException {
        Sealer sealer = sealer(type, KeyUsage.TICKET);

        read(sealer, sealer.seal(MESSAGE));

        assertThat(seen).hasSize(1).allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    @ParameterizedTest
    @EnumSource
    void isWipedWhenItsReaderThrows(EncryptionType type) {
        Sealer sealer = sealer(type, KeyUsage.TICKET);
        Bytes sealed = sealer.seal(MESSAGE);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> sealer.open(sealed, (array, offset, length) -> {
                    seen.add(array);
                    throw new IOException("not what the reader expects");
                }));

        assertThat(seen).hasSize(1).allSatisfy(array -> assertThat(array).containsOnly(0));
        assertThat(engines.borrow().text(1)).isSameAs(seen.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void isNotSeenWhenItsMacIsWrongAndLeavesNothingBehind(EncryptionType type) {
        Sealer sealer = sealer(type, KeyUsage.TICKET);
        byte[] changed = sealer.seal(MESSAGE).toArray();
        changed[20] ^= 1;

        assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> read(sealer, Bytes.of(changed)));

        assertThat(seen).isEmpty();
        assertThat(engines.borrow().text(1)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void ofAMessageThatIsSealedIsWipedAsWell(EncryptionType type) {
        sealer(type, KeyUsage.TICKET).seal(MESSAGE);

        assertThat(engines.borrow().text(1)).containsOnly(0);
    }

    /** The engine remembers the last key of a service: another one must take its place. */
    @ParameterizedTest
    @EnumSource
    void ofMessagesUnderSeveralKeysInTurns(EncryptionType type) throws IntegrityException {
        List<Sealer> sealers = List.of(
                sealer(type, KeyUsage.TICKET),
                sealer(type, KeyUsage.TICKET),
                sealer(type, KeyUsage.AP_REQ_AUTHENTICATOR),
                sealer(EncryptionType.AES128_CTS_HMAC_SHA1_96, KeyUsage.TICKET));

        for (int round = 0; round < 3; round++) {
            for (Sealer sealer : sealers) {
                Bytes sealed = sealer.seal(MESSAGE);
                assertThat(read(sealer, sealed)).isEqualTo(MESSAGE);
                assertThat(read(sealer, sealed)).isEqualTo(MESSAGE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedUnderTheOtherOfTwoKeysInTurns(EncryptionType type) throws IntegrityException {
        Sealer one = sealer(type, KeyUsage.TICKET);
        Sealer other = sealer(type, KeyUsage.TICKET);
        Bytes sealed = one.seal(MESSAGE);

        for (int round = 0; round < 3; round++) {
            assertThat(read(one, sealed)).isEqualTo(MESSAGE);
            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> read(other, sealed));
        }
    }

    @Test
    void leavesNoLargeBufferBehind() throws IntegrityException {
        Sealer sealer = sealer(EncryptionType.AES256_CTS_HMAC_SHA1_96, KeyUsage.TICKET);

        read(sealer, sealer.seal(Bytes.of(new byte[LARGE])));

        assertThat(seen.get(0)).hasSizeGreaterThanOrEqualTo(LARGE);
        assertThat(engines.borrow().text(1)).hasSizeLessThan(LARGE);
    }

    private Bytes read(Sealer sealer, Bytes sealed) throws IntegrityException {
        return sealer.open(sealed, (array, offset, length) -> {
            seen.add(array);
            return Bytes.copyOf(array).slice(offset, length);
        });
    }

    private Sealer sealer(EncryptionType type, KeyUsage usage) {
        byte[] value = new byte[type.keyLength()];
        random.nextBytes(value);
        return engines.sealer(new EncryptionKey(type, SecretBytes.adopt(value)), usage);
    }
}
