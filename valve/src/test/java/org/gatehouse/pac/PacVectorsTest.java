package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.wire.Bytes;
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

    static List<PacVector> withServerKey() {
        return PacVector.withServerKey();
    }

    static List<PacVector> withoutServerKey() {
        return PacVector.all().stream()
                .filter(vector -> vector.serverType().isEmpty())
                .toList();
    }
}
