package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PACs of Windows Server 2003 to 2022 and of Samba, from the test suites of others. */
class PacVectorsTest {
    @ParameterizedTest
    @MethodSource("withServerKey")
    void verifiesServerSignatureAndReadsWhatOthersRead(PacVector vector) throws Exception {
        VerifiedPac pac = vector.verified();

        assertThat(PacDescription.of(pac)).containsExactlyInAnyOrderEntriesOf(vector.content());
        assertThat(pac.level()).isEqualTo(PacTrust.SERVER_KEY);
        assertThat(pac.unknownBuffers()).isZero();
    }

    /** Whose keys nobody has published. */
    @ParameterizedTest
    @MethodSource("withoutServerKey")
    void readsWhatOthersRead(PacVector vector) throws Exception {
        Bytes pac = vector.pac();

        VerifiedPac read = new ServerSignedPac(pac, PacDirectory.parse(pac)).check(vector.client());

        if (vector.has("content")) {
            assertThat(read.logonInfo()).isPresent();
        } else {
            assertThat(PacDescription.of(read)).containsExactlyInAnyOrderEntriesOf(vector.content());
        }
    }

    /** Of a real domain, from MIT's test suite. The user's name is in the ticket as it was typed, and in the PAC as it is. */
    @Test
    void readsPacOfWindowsServer2022WithAllFourSignatures() throws Exception {
        PacVector vector = PacVector.named("mit-w2022-ticket-full-checksum");

        KerbValidationInfo info = vector.verified().logonInfo().orElseThrow();

        assertThat(vector.client().nameAtRealm()).isEqualTo("administrator@W2022-L7.BASE");
        assertThat(info.texts().effectiveName()).isEqualTo("Administrator");
        assertThat(info.userSid().rid()).hasValue(500);
        assertThat(new KdcSignatures(vector.pac(), vector.kdcKey()).fullSignatureIsRight())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("org.gatehouse.pac.PacVector#withKdcKey")
    void kdcVerifiesItsSignaturesInPacsOfWindows(PacVector vector) throws Exception {
        KdcSignatures signatures = new KdcSignatures(vector.pac(), vector.kdcKey());

        assertThat(signatures.kdcSignatureIsRight()).isTrue();
        if (vector.has("ticket-signature")) {
            assertThat(signatures.ticketSignatureIsRight(vector.entry().bytes("ticket-text")))
                    .isTrue();
        }
        if (vector.has("full-signature")) {
            assertThat(signatures.fullSignatureIsRight()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("org.gatehouse.pac.PacVector#withKdcKey")
    void kdcFindsAnyFlippedBitInItsSignatures(PacVector vector) throws Exception {
        byte[] pac = vector.pac().toArray();
        int from = PacForge.bufferOffset(pac, PacForge.KDC) + PacSignature.TYPE_SIZE;
        int length = PacSignature.parse(
                        PacBufferType.KDC_SIGNATURE,
                        vector.pac().slice(from - PacSignature.TYPE_SIZE, PacForge.bufferLength(pac, PacForge.KDC)))
                .signature()
                .length();
        for (int bit = 8 * from; bit < 8 * (from + length); bit++) {
            pac[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(new KdcSignatures(Bytes.of(pac.clone()), vector.kdcKey()).kdcSignatureIsRight())
                    .as("bit %d", bit)
                    .isFalse();
            pac[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** The form of each signature, as another decoder reads it: type, MAC, number of a read-only controller. */
    @ParameterizedTest
    @MethodSource("all")
    void readsEachSignatureAsOthersDo(PacVector vector) throws Exception {
        PacDirectory directory = PacDirectory.parse(vector.pac());
        for (PacBufferType type : List.of(
                PacBufferType.SERVER_SIGNATURE,
                PacBufferType.KDC_SIGNATURE,
                PacBufferType.TICKET_SIGNATURE,
                PacBufferType.FULL_SIGNATURE)) {
            String field = type.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (vector.has(field)) {
                PacSignature signature = PacSignature.parse(
                        type, directory.find(type).orElseThrow().in(vector.pac()));
                assertThat(PacSignature.signatureType(signature.type()) + " " + Hex.hex(signature.signature())
                                + (signature.rodcIdentifier().isPresent()
                                        ? " " + signature.rodcIdentifier().getAsInt()
                                        : ""))
                        .isEqualTo(vector.entry().text(field));
            }
        }
    }

    static List<PacVector> all() {
        return PacVector.all();
    }

    static List<PacVector> withServerKey() {
        return PacVector.withServerKey();
    }

    static List<PacVector> withoutServerKey() {
        return PacVector.all().stream()
                .filter(vector -> vector.serverType().isEmpty())
                .toList();
    }
}
