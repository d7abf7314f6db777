package org.gatehouse.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCharsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Wonderland1!",
                "Gänsefüßchen",
                "\u0080\u07ff\u0800\ud7ff\ue000\uffff",
                "\ud834\udd1e\udbff\udfff"
            })
    void areWhatUtf8Encodes(String text) {
        SecretBytes utf8 = SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));

        assertThat(text(SecretChars.decode(utf8).orElseThrow())).isEqualTo(text);
    }

    /** Bytes that begin nothing, sequences that end too early, longer forms, surrogates, what is behind the last character. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "61bf",
                "ff",
                "fe",
                "f8888080",
                "c3",
                "61e282",
                "f09d84",
                "c361",
                "e28261",
                "f09d8461",
                "c080",
                "c1bf",
                "e09fbf",
                "f08fbfbf",
                "eda080",
                "edbfbf",
                "f4908080",
                "fffe6100"
            })
    void areNothingOfOtherBytes(String hex) {
        SecretBytes bytes = SecretBytes.adopt(HexFormat.of().parseHex(hex));

        assertThat(SecretChars.decode(bytes)).isEmpty();
    }

    @Test
    void leaveTheBytesToTheirOwner() {
        byte[] bytes = {'a', 'b'};

        SecretChars.decode(SecretBytes.adopt(bytes)).orElseThrow().close();

        assertThat(bytes).containsExactly('a', 'b');
    }

    @Test
    void areWipedWhenClosed() {
        char[] array = "Wonderland1!".toCharArray();
        SecretChars secret = SecretChars.adopt(array);

        secret.close();

        assertThat(array).containsOnly('\0');
        assertThatIllegalStateException().isThrownBy(() -> text(secret));
    }

    @Test
    void showNothing() {
        assertThat(SecretChars.adopt("Wonderland1!".toCharArray())).hasToString("SecretChars[redacted]");
    }

    private static String text(SecretChars secret) {
        return secret.use(String::new);
    }
}
