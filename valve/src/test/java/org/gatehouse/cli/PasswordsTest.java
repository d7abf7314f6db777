package org.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gatehouse.secret.SecretChars;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Deque<char[]> typed = new ArrayDeque<>();

    @Test
    void areTypedTwice() throws IOException {
        List.of("Builder1!", "Builder1!").forEach(word -> typed.add(word.toCharArray()));

        assertThat(text(ask())).isEqualTo("Builder1!");
    }

    @Test
    void areRefusedAndWipedIfTheSecondIsAnother() {
        char[] first = "Builder1!".toCharArray();
        char[] second = "Builder2!".toCharArray();
        typed.addAll(List.of(first, second));

        assertThatIOException().isThrownBy(this::ask).withMessage("the two passwords differ");
        assertThat(first).containsOnly('\0');
        assertThat(second).containsOnly('\0');
    }

    @Test
    void areReadOnceFromAProgramThatLooksLikeATerminal() throws IOException {
        typed.add("Builder1!".toCharArray());

        assertThat(text(ask())).isEqualTo("Builder1!");
    }

    @Test
    void areNotEmpty() {
        typed.add(new char[0]);

        assertThatIOException().isThrownBy(this::ask).withMessage("nothing was typed");
        assertThatIOException().isThrownBy(this::ask).withMessage("nothing was typed");
    }

    @Test
    void areALineFromAPipe() throws IOException {
        assertThat(text(Passwords.piped(new ByteArrayInputStream("Gänse 1!\r\n".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("Gänse 1!");
    }

    @Test
    void areBoundedInAPipeThatDoesNotEnd() {
        assertThatIOException()
                .isThrownBy(() -> Passwords.piped(new ByteArrayInputStream(new byte[1 << 20])))
                .withMessage("it has more than 2048 bytes");
    }

    private SecretChars ask() throws IOException {
        return Passwords.typed(prompt -> typed.poll());
    }

    private static String text(SecretChars secret) {
        try (secret) {
            return secret.use(String::new);
        }
    }
}
