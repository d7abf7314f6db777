package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Any bytes, as a PAC that is to be verified, and as one whose signature is right already. */
class PacFuzzTest {
    @FuzzTest
    void isReadOrRefusedWithItsField(byte[] input) {
        Bytes pac = Bytes.of(input);
        verify(pac);
        try {
            read(new ServerSignedPac(pac, PacDirectory.parse(pac)));
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, input.length);
        } catch (RefusedException e) {
            assertRefusedAsAPac(e);
        }
    }

    private static void verify(Bytes pac) {
        for (EncryptionType type : EncryptionType.values()) {
            try {
                UnverifiedPac.parse(pac).verify(PacForge.serverKey(type), type, true);
            } catch (RefusedException e) {
                assertRefusedAsAPac(e);
            }
        }
    }

    /** As the client of its own PAC_CLIENT_INFO. */
    private static void read(ServerSignedPac pac) throws WireException, RefusedException {
        Optional<Bytes> client = pac.buffer(PacBufferType.CLIENT_INFO);
        PacClientInfo info = client.isPresent()
                ? PacClientInfo.parse(client.get())
                : PacClientInfo.parse(PacForge.clientInfo("alice", PacForge.AUTH_TIME));
        VerifiedPac verified = pac.check(new PacClient(
                List.of(info.name()), "EXAMPLE.COM", info.clientId().instant().orElse(Instant.EPOCH)));
        verified.logonInfo().ifPresent(PacFuzzTest::assertComplete);
        assertThat(verified.unknownBuffers()).isBetween(0, PacDirectory.MAX_BUFFERS);
    }

    private static void assertComplete(KerbValidationInfo logon) {
        assertThat(logon.userSid().toString()).startsWith("S-1-");
        assertThat(logon.primaryGroupSid().domain()).contains(logon.logonDomainId());
        assertThat(logon.groups().groups()).hasSize(logon.groups().size());
        logon.resourceGroups().ifPresent(groups -> assertThat(groups.groups()).hasSize(groups.size()));
    }

    private static void assertRefusedAsAPac(RefusedException e) {
        assertThat(e.failure().code().code()).matches("GH-P00[1-6]");
        assertThat(e.failure().seen()).isNotBlank();
    }
}
