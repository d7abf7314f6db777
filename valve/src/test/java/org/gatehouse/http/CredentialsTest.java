package org.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final Bytes TOKEN = Bytes.of("Wonderland1!".getBytes(StandardCharsets.US_ASCII));

    @Test
    void nameTheSchemeThatIsAnswered() {
        assertThat(new Credentials.Negotiate(TOKEN).scheme()).contains(Scheme.NEGOTIATE);
        assertThat(new Credentials.Ntlm(TOKEN).scheme()).contains(Scheme.NTLM);
        assertThat(basic("alice").scheme()).contains(Scheme.BASIC);
        assertThat(new Credentials.Other().scheme()).isEmpty();
    }

    @Test
    void showNothingThatIsSecret() {
        for (Credentials credentials : List.of(
                new Credentials.Negotiate(TOKEN),
                new Credentials.Ntlm(TOKEN),
                basic("alice"),
                new Credentials.Other())) {
            assertThat(credentials.toString()).doesNotContain("Wonderland").doesNotContain("576f6e646572");
            assertThat(Optional.of(credentials).toString()).doesNotContain("Wonderland");
        }
    }

    @Test
    void areClosedAtTheEndOfTheRequest() throws Exception {
        SecretChars password = SecretChars.adopt("Wonderland1!".toCharArray());
        char[] seen = password.use(array -> array);
        try (Credentials credentials = new Credentials.Basic("alice", password)) {
            assertThat(credentials.scheme()).isPresent();
        }

        assertThat(seen).containsOnly('\0');
        assertThatIllegalStateException().isThrownBy(() -> password.use(array -> array.length));
    }

    /** What was decoded on the way to the password is wiped, too; what was read of another header is nobody's. */
    @Test
    void holdThePasswordApartFromTheHeader() throws Exception {
        byte[] value = "Basic YWxpY2U6V29uZGVybGFuZDEh".getBytes(StandardCharsets.US_ASCII);
        AuthorizationHeader header = new AuthorizationHeader(List.of(Bytes.of(value)));

        Credentials credentials = header.read(Set.of(Scheme.BASIC));
        credentials.close();

        try (Credentials again = header.read(Set.of(Scheme.BASIC))) {
            assertThat(again.scheme()).contains(Scheme.BASIC); // its bytes are untouched
        }
        assertThat(header.toString()).doesNotContain("YWxpY2U6");
    }

    private static Credentials basic(String name) {
        return new Credentials.Basic(name, SecretChars.adopt("Wonderland1!".toCharArray()));
    }
}
