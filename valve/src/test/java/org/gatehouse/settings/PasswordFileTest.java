package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"Gänse 1! ", "Gänse 1! \n", "Gänse 1! \r\n", "\ufeffGänse 1! \r\n"})
    void isALineOfUtf8(String content) throws IOException {
        assertThat(password(content.getBytes(StandardCharsets.UTF_8))).isEqualTo("Gänse 1! ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\ufeff", "\ufeff\n"})
    void isNotEmpty(String content) {
        refused(content.getBytes(StandardCharsets.UTF_8), "it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\n\n", "\na", "a\r\r\n", "a\tb", "a\u0000"})
    void isOneLineOfVisibleCharacters(String content) {
        refused(content.getBytes(StandardCharsets.UTF_8), "it has more than one line, or control characters");
    }

    /** Windows' code page, and what PowerShell's {@code >} writes. */
    @Test
    void isNotInAnotherEncoding() {
        refused("Gänse".getBytes(StandardCharsets.ISO_8859_1), "it is not UTF-8");
        refused("\ufeffG".getBytes(StandardCharsets.UTF_16LE), "it has more than one line, or control characters");
        refused("\ufeff€".getBytes(StandardCharsets.UTF_16LE), "it is not UTF-8");
    }

    @Test
    void isBounded() throws IOException {
        assertThat(password("x".repeat(2048).getBytes(StandardCharsets.US_ASCII)))
                .hasSize(2048);
        refused("x".repeat(2049).getBytes(StandardCharsets.US_ASCII), "it has more than 2048 bytes");
    }

    private static String password(byte[] content) throws IOException {
        try (SecretChars password = PasswordFile.password(SecretBytes.adopt(content))) {
            return password.use(String::new);
        }
    }

    private static void refused(byte[] content, String reason) {
        assertThatIOException().isThrownBy(() -> password(content)).withMessage(reason);
    }
}
