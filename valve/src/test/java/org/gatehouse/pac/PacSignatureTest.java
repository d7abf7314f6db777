package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.gatehouse.pac.Refusal.assertRefused;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures of a PAC ([MS-PAC] 2.8), as far as a service can verify them. */
class PacSignatureTest {
    private static final EncryptionType AES256 = EncryptionType.AES256_CTS_HMAC_SHA1_96;
    private static final EncryptionType RC4 = EncryptionType.RC4_HMAC;
    private static final int TICKET = 16;
    private static final int FULL = 19;

    @Nested
    class OfTheServer {
        /** RFC 8009's among them, of which nobody has published a PAC. */
        @ParameterizedTest
        @EnumSource
        void isVerifiedWithTheKeyOfTheService(EncryptionType type) throws Exception {
            Bytes pac = PacForge.ofAlice().keys(type, AES256).signed();

            assertThat(Refusal.read(pac, type).logonInfo()).isPresent();
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.PacVector#withServerKey")
        void isRefusedWithAnyBitFlipped(PacVector vector) {
            byte[] pac = vector.pac().toArray();
            int from = PacForge.bufferOffset(pac, PacForge.SERVER) + PacSignature.TYPE_SIZE;
            int to = from + PacForge.bufferLength(pac, PacForge.SERVER) - PacSignature.TYPE_SIZE;
            for (int bit = 8 * from; bit < 8 * to; bit++) {
                pac[bit / 8] ^= (byte) (1 << bit % 8);
                assertRefused(() -> verify(vector, pac), FailureCode.PAC_SIGNATURE_WRONG, "PAC_SERVER_CHECKSUM");
                pac[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertThatCode(() -> verify(vector, pac)).doesNotThrowAnyException();
        }

        /** But for the KDC's signature, which is made after it, and the bytes between buffers belong to it as well. */
        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.PacVector#withServerKey")
        void coversEveryByteOfThePac(PacVector vector) {
            byte[] pac = vector.pac().toArray();
            int kdc = PacForge.bufferOffset(pac, PacForge.KDC) + PacSignature.TYPE_SIZE;
            int kdcEnd = kdc + PacForge.bufferLength(pac, PacForge.KDC) - PacSignature.TYPE_SIZE;
            for (int at = 0; at < pac.length; at++) {
                if (at >= kdc && at < kdcEnd) {
                    continue;
                }
                pac[at] ^= 0x10;
                assertThat(Refusal.of(() -> verify(vector, pac)).code())
                        .as("byte %d", at)
                        .isIn(
                                FailureCode.PAC_SIGNATURE_WRONG,
                                FailureCode.MALFORMED_PAC,
                                FailureCode.PAC_SIGNATURE_TYPE,
                                FailureCode.PAC_SIGNATURE_MISSING);
                pac[at] ^= 0x10;
            }
        }

        private ServerSignedPac verify(PacVector vector, byte[] pac) throws Exception {
            return UnverifiedPac.parse(Bytes.of(pac))
                    .verify(vector.serverKey(), vector.serverType().orElseThrow(), true);
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedFromAnotherKeyOfTheSameType(EncryptionType type) throws Exception {
            UnverifiedPac pac =
                    UnverifiedPac.parse(PacForge.ofAlice().keys(type, AES256).signed());

            assertRefused(
                    () -> pac.verify(PacForge.kdcKey(type), type, true),
                    FailureCode.PAC_SIGNATURE_WRONG,
                    type.shortName());
        }

        /** MS14-068 (CVE-2014-6324): CRC32, MD4, MD5, SHA-1 and their like, which anyone can make; and what nobody knows. */
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 21, 138, -137, -139, -1, 32771})
        void isRefusedOfAnyTypeWithoutAKeyOfWindows(int signatureType) {
            for (int length : new int[] {0, 4, 12, 16, 20, 24}) {
                Bytes pac = PacForge.ofAlice()
                        .put(PacForge.SERVER, PacForge.signature(signatureType, length, ""))
                        .put(PacForge.KDC, PacForge.signature(AES256, ""))
                        .unsigned();
                assertRefused(
                        pac,
                        FailureCode.PAC_SIGNATURE_TYPE,
                        "PAC_SERVER_CHECKSUM.SignatureType of the PAC is " + signatureType);
            }
        }

        /** Whatever the signature is: a key signs with its own type only. */
        @ParameterizedTest
        @EnumSource
        void isRefusedOfATypeThatIsNotThatOfTheKey(EncryptionType key) throws Exception {
            for (EncryptionType other : EncryptionType.values()) {
                if (other != key) {
                    UnverifiedPac pac = UnverifiedPac.parse(
                            PacForge.ofAlice().keys(other, AES256).signed());
                    assertRefused(
                            () -> pac.verify(PacForge.serverKey(key), key, true),
                            FailureCode.PAC_SIGNATURE_TYPE,
                            "PAC_SERVER_CHECKSUM.SignatureType");
                }
            }
        }

        @Test
        void isOfRc4OnlyWhereRc4IsAccepted() throws Exception {
            UnverifiedPac pac =
                    UnverifiedPac.parse(PacForge.ofAlice().keys(RC4, RC4).signed());

            assertThat(pac.verify(PacForge.serverKey(RC4), RC4, true)).isNotNull();
            assertRefused(
                    () -> pac.verify(PacForge.serverKey(RC4), RC4, false),
                    FailureCode.PAC_SIGNATURE_TYPE,
                    "-138 (rc4-hmac), and RC4 is not accepted");
        }

        @ParameterizedTest
        @EnumSource
        void isOfAesWhetherRc4IsAcceptedOrNot(EncryptionType type) throws Exception {
            if (type != RC4) {
                UnverifiedPac pac = UnverifiedPac.parse(
                        PacForge.ofAlice().keys(type, AES256).signed());
                assertThat(pac.verify(PacForge.serverKey(type), type, false)).isNotNull();
            }
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedOfAnyOtherLength(EncryptionType type) {
            Bytes right = PacForge.signature(type, "");
            for (int length = 0; length < right.length(); length++) {
                assertRefused(
                        withServer(right.slice(0, length)),
                        FailureCode.PAC_SIGNATURE_MISSING,
                        "PAC_SERVER_CHECKSUM of the PAC has " + length + " bytes");
            }
            for (int more = 1; more <= 12; more++) {
                assertRefused(
                        withServer(Bytes.of(Arrays.copyOf(right.toArray(), right.length() + more))),
                        FailureCode.MALFORMED_PAC,
                        "PAC_SERVER_CHECKSUM.Signature: TOO_LONG");
            }
        }

        private Bytes withServer(Bytes signature) {
            return PacForge.ofAlice()
                    .put(PacForge.SERVER, signature)
                    .put(PacForge.KDC, PacForge.signature(AES256, ""))
                    .unsigned();
        }

        /** Two of them: one that verifies, and one that says what the attacker wants. */
        @Test
        void isRefusedTwice() {
            int end = 8 + 16 * 3;
            List<PacForge.Entry> entries = List.of(
                    new PacForge.Entry(PacForge.SERVER, PacForge.signature(AES256, ""), end),
                    new PacForge.Entry(PacForge.KDC, PacForge.signature(AES256, ""), end + 16),
                    new PacForge.Entry(PacForge.SERVER, PacForge.signature(AES256, ""), end + 32));

            assertRefused(PacForge.pac(entries), FailureCode.PAC_SIGNATURE_MISSING, "more than one");
        }
    }

    @Nested
    class OfTheKdc {
        /** [MS-PAC] 2.8.2: its key is the KDC's, of whatever type that is. */
        @ParameterizedTest
        @EnumSource
        void isOfAnyTypeWhateverTheServiceHas(EncryptionType kdc) throws Exception {
            Bytes pac = PacForge.ofAlice().keys(AES256, kdc).signed();

            assertThat(UnverifiedPac.parse(pac).verify(PacForge.serverKey(AES256), AES256, false))
                    .isNotNull();
        }

        @ParameterizedTest
        @EnumSource
        void mayBeFollowedByTheNumberOfAReadOnlyController(EncryptionType kdc) throws Exception {
            Bytes pac = PacForge.ofAlice().keys(AES256, kdc).byRodc(46673).signed();

            assertThat(Refusal.read(pac).logonInfo()).isPresent();
        }

        @Test
        void numberOfAReadOnlyControllerIsRead() throws Exception {
            PacSignature signature = PacSignature.parse(PacBufferType.KDC_SIGNATURE, PacForge.signature(RC4, "51b6"));

            assertThat(signature.rodcIdentifier()).hasValue(46673);
            assertThat(signature.signature().length()).isEqualTo(16);
        }
    }

    /** The service cannot verify these, but knows what cannot be one. */
    @Nested
    class OfKdcs {
        @ParameterizedTest
        @CsvSource({"7, PAC_PRIVSVR_CHECKSUM", "16, PAC_TICKET_CHECKSUM", "19, PAC_FULL_CHECKSUM"})
        void areRefusedOfATypeWithoutAKey(int buffer, String name) {
            for (int type : new int[] {0, 1, 7, 12, 14, 17, 18, 138, -1}) {
                assertRefused(
                        with(buffer, PacForge.signature(type, 16, "")),
                        FailureCode.PAC_SIGNATURE_TYPE,
                        name + ".SignatureType of the PAC is " + type);
            }
        }

        @ParameterizedTest
        @CsvSource({"7, PAC_PRIVSVR_CHECKSUM", "16, PAC_TICKET_CHECKSUM", "19, PAC_FULL_CHECKSUM"})
        void areRefusedOfAnyOtherLength(int buffer, String name) {
            for (EncryptionType type : EncryptionType.values()) {
                Bytes right = PacForge.signature(type, "");
                for (int length = 0; length < right.length(); length++) {
                    assertRefused(
                            with(buffer, right.slice(0, length)),
                            FailureCode.PAC_SIGNATURE_MISSING,
                            name + " of the PAC has " + length + " bytes");
                }
                for (int more : new int[] {1, 3, 4, 8}) {
                    assertRefused(
                            with(buffer, PacForge.signature(type, "00".repeat(more))),
                            FailureCode.MALFORMED_PAC,
                            name + ".Signature: TOO_LONG");
                }
            }
        }

        @Test
        void areAcceptedInTheirForm() throws Exception {
            Bytes pac = PacForge.ofAlice()
                    .put(TICKET, PacForge.signature(RC4, "51b6"))
                    .put(FULL, PacForge.signature(EncryptionType.AES256_CTS_HMAC_SHA384_192, ""))
                    .signed();

            assertThat(Refusal.read(pac).unknownBuffers()).isZero();
        }

        private Bytes with(int buffer, Bytes signature) {
            PacForge forge = PacForge.ofAlice()
                    .put(PacForge.SERVER, PacForge.signature(AES256, ""))
                    .put(PacForge.KDC, PacForge.signature(AES256, ""));
            return forge.put(buffer, signature).unsigned();
        }
    }

    @ParameterizedTest
    @CsvSource({"6, PAC_SERVER_CHECKSUM", "7, PAC_PRIVSVR_CHECKSUM"})
    void neitherServersNorKdcsIsMissing(int buffer, String name) {
        PacForge forge = PacForge.ofAlice();
        forge.signed();

        assertRefused(forge.remove(buffer).unsigned(), FailureCode.PAC_SIGNATURE_MISSING, "the signature " + name);
    }

    @Test
    void pacWithoutAnythingHasNoSignature() {
        assertRefused(PacForge.pac(List.of()), FailureCode.PAC_SIGNATURE_MISSING, "the signature PAC_SERVER_CHECKSUM");
    }

    /** Content is not read before the signature is verified: a malformed one is no reason of its own. */
    @Test
    void isVerifiedBeforeAnyContentIsRead() {
        PacForge forge = PacForge.ofAlice().put(PacForge.LOGON_INFO, Bytes.of(new byte[3]));
        byte[] pac = forge.signed().toArray();
        pac[PacForge.bufferOffset(pac, PacForge.SERVER) + PacSignature.TYPE_SIZE] ^= 1;

        assertRefused(Bytes.of(pac), FailureCode.PAC_SIGNATURE_WRONG, "PAC_SERVER_CHECKSUM");
    }
}
