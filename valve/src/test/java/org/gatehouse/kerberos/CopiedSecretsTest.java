package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;

class CopiedSecretsTest {
    private final SecretBytes key = SecretBytes.copyOf(new byte[] {1, 2, 3});
    private final SecretBytes cred = SecretBytes.copyOf(new byte[] {4, 5});

    @Test
    void areWipedIfTheRestCannotBeRead() {
        try (CopiedSecrets copied = new CopiedSecrets()) {
            copied.add(key);
            copied.add(cred);
        }

        assertThatIllegalStateException().isThrownBy(() -> key.use((array, offset, length) -> length));
        assertThatIllegalStateException().isThrownBy(() -> cred.use((array, offset, length) -> length));
    }

    @Test
    void areLeftToTheirNewOwner() {
        try (CopiedSecrets copied = new CopiedSecrets()) {
            copied.add(key);
            copied.handOver();
        }

        assertThat(key).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
    }
}
