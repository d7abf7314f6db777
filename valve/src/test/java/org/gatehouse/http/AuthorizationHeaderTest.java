package org.gatehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {
    private static final Set<Scheme> ALL = EnumSet.allOf(Scheme.class);
    private static final Set<Scheme> NEGOTIATE = Set.of(Scheme.NEGOTIATE);
    private static final Bytes TOKEN = Bytes.of(HexFormat.of().parseHex("60820102fffe00"));
    private static final String BASE64 = "YIIBAv/+AA==";

    /** What the credentials are of. */
    @Nested
    class Schemes {
        @ParameterizedTest
        @ValueSource(strings = {"Negotiate", "negotiate", "NEGOTIATE", "nEgOtIaTe"})
        void areReadInAnyCase(String name) throws Exception {
            assertThat(read(NEGOTIATE, name + " " + BASE64)).isEqualTo(new Credentials.Negotiate(TOKEN));
        }

        @Test
        void areToldApart() throws Exception {
            assertThat(read(ALL, "Negotiate " + BASE64)).isEqualTo(new Credentials.Negotiate(TOKEN));
            assertThat(read(ALL, "NTLM " + BASE64)).isEqualTo(new Credentials.Ntlm(TOKEN));
            assertThat(read(ALL, "ntlm " + BASE64)).isEqualTo(new Credentials.Ntlm(TOKEN));
            assertThat(read(ALL, "bASIC " + basic("alice:pw")).scheme()).contains(Scheme.BASIC);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Negotiate",
                    "Negotiate:" + BASE64,
                    "Negotiat " + BASE64,
                    "Negotiates " + BASE64,
                    "Negotiate\u00a0" + BASE64,
                    "Negotiate\u000b" + BASE64,
                    "Negotiate," + BASE64,
                    "\"Negotiate\" " + BASE64,
                    "Bearer " + BASE64,
                    "Digest username=\"alice\"",
                    " Negotiate " + BASE64,
                    "\u212aegotiate " + BASE64,
                    "Kerberos " + BASE64,
                    BASE64,
                    "",
                    " "
                })
        void areNotReadIfTheyAreOthers(String value) throws Exception {
            assertThat(header(value).has(ALL)).isFalse();
            assertThat(read(ALL, value)).isEqualTo(new Credentials.Other());
        }

        /** The names differ by one bit from letters that a careless comparison would fold. */
        @ParameterizedTest
        @ValueSource(strings = {"NT\fM", "@TLM", "N\u0014LM", "NTLm\u0000"})
        void areNotReadIfOnlyTheirBitsAreSimilar(String name) {
            assertThat(header(name + " " + BASE64).has(ALL)).isFalse();
        }

        @ParameterizedTest
        @EnumSource
        void stayUnreadIfNobodyAsksForThem(Scheme scheme) throws Exception {
            String notBase64 = scheme.schemeName() + " *** not base64 ***";
            Set<Scheme> others = EnumSet.complementOf(EnumSet.of(scheme));

            assertThat(header(notBase64).has(others)).isFalse();
            assertThat(read(others, notBase64)).isEqualTo(new Credentials.Other());
            assertThat(read(Set.of(), notBase64)).isEqualTo(new Credentials.Other());
        }

        @Test
        void areEmptyWithoutAValue() throws Exception {
            assertThat(read(ALL, "Negotiate ")).isEqualTo(new Credentials.Other());
            assertThat(read(ALL, "Negotiate \t ")).isEqualTo(new Credentials.Other());
            assertThat(header("Negotiate ").has(NEGOTIATE)).isTrue();
            assertThat(new AuthorizationHeader(List.of()).read(ALL)).isEqualTo(new Credentials.Other());
            assertThat(new AuthorizationHeader(List.of()).has(ALL)).isFalse();
        }
    }

    /** What stands between and around. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "\t", " \t \t", "                                "})
    void toleratesSpacesAndTabs(String space) throws Exception {
        assertThat(read(NEGOTIATE, "Negotiate" + space + BASE64 + space)).isEqualTo(new Credentials.Negotiate(TOKEN));
    }

    @Nested
    class Base64Text {
        @ParameterizedTest
        @ValueSource(strings = {"YIIBAv/+AA==", "YIIBAv/+AA"})
        void mayLackItsPadding(String base64) throws Exception {
            assertThat(read(NEGOTIATE, "Negotiate " + base64)).isEqualTo(new Credentials.Negotiate(TOKEN));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "YIIB Av/+AA==",
                    "YIIB\r\n Av/+AA==",
                    "YIIB\tAv/+AA==",
                    "YIIBAv/+AA=",
                    "YIIBAv/+AA===",
                    "YIIBAv/+AA==YIIB",
                    "YIIBAv/+AA==, Basic YWxpY2U6cHc=",
                    "YIIBAv/+AA==;q=1",
                    "YIIBAv_-AA==",
                    "YIIBA",
                    "=",
                    "====",
                    "Y",
                    "***",
                    "token=\"YIIB\"",
                    "YIIB\u0000",
                    "YIIB\u00ff"
                })
        void isRefusedIfItIsAnythingElse(String value) {
            Failure failure = refused(NEGOTIATE, "Negotiate " + value);

            assertThat(failure.code()).isEqualTo(FailureCode.NOT_BASE64);
            assertThat(failure.code().code()).isEqualTo("GH-H001");
        }

        @ParameterizedTest
        @EnumSource
        void isNeverQuoted(Scheme scheme) {
            String secret = "V29uZGVybGFuZDEh";

            Failure failure = refused(ALL, scheme.schemeName() + " " + secret + "*");

            assertThat(failure.toString()).doesNotContain(secret).doesNotContain("Wonderland");
            assertThat(failure.seen()).contains("(17 characters after \"" + scheme.schemeName() + "\")");
        }

        @Test
        void mayBeAsLongAsAHeaderCanBe() throws Exception {
            byte[] large = new byte[1 << 20];

            assertThat(read(NEGOTIATE, "Negotiate " + Base64.getEncoder().encodeToString(large)))
                    .isEqualTo(new Credentials.Negotiate(Bytes.of(large)));
            assertThat(read(NEGOTIATE, "a".repeat(1 << 20) + " " + BASE64)).isEqualTo(new Credentials.Other());
            assertThat(read(NEGOTIATE, "Negotiate" + " ".repeat(1 << 20) + BASE64))
                    .isEqualTo(new Credentials.Negotiate(TOKEN));
            assertThat(read(NEGOTIATE, "Negotiate" + " ".repeat(1 << 20))).isEqualTo(new Credentials.Other());
        }
    }

    /** A proxy in front may have looked at the one and this server at the other. */
    @Nested
    class SeveralHeaders {
        static Stream<List<String>> withOneThatIsAsked() {
            return Stream.of(
                    List.of("Negotiate " + BASE64, "Negotiate " + BASE64),
                    List.of("Negotiate " + BASE64, "Negotiate AAAA"),
                    List.of("Negotiate " + BASE64, "Basic YWxpY2U6cHc="),
                    List.of("Basic YWxpY2U6cHc=", "Negotiate " + BASE64),
                    List.of("Bearer x", "negotiate " + BASE64),
                    List.of("", "Negotiate " + BASE64),
                    List.of("Negotiate " + BASE64, ""),
                    List.of("Negotiate x", "Negotiate x"),
                    List.of("Negotiate ", "Basic YWxpY2U6cHc="),
                    List.of("Bearer a", "Bearer b", "Bearer c", "Negotiate " + BASE64));
        }

        @ParameterizedTest
        @MethodSource("withOneThatIsAsked")
        void areRefusedIfOneIsOfASchemeThatIsAsked(List<String> values) {
            Failure failure = refused(NEGOTIATE, values.toArray(String[]::new));

            assertThat(failure.code()).isEqualTo(FailureCode.SEVERAL_AUTHORIZATIONS);
            assertThat(failure.toString()).doesNotContain(BASE64).doesNotContain("YWxpY2U6cHc");
        }

        @Test
        void areNobodysIfNoneIsOfASchemeThatIsAsked() throws Exception {
            assertThat(read(NEGOTIATE, "Basic YWxpY2U6cHc=", "Bearer x")).isEqualTo(new Credentials.Other());
            assertThat(read(NEGOTIATE, "Negotiate", "Negotiate")).isEqualTo(new Credentials.Other());
            assertThat(read(Set.of(Scheme.NTLM), "Negotiate AAAA", "Negotiate AAAA"))
                    .isEqualTo(new Credentials.Other());
        }

        @Test
        void areRefusedWithBasicOnceItIsAsked() {
            assertThat(refused(Set.of(Scheme.BASIC), "Basic YWxpY2U6cHc=", "Bearer x")
                            .code())
                    .isEqualTo(FailureCode.SEVERAL_AUTHORIZATIONS);
        }

        @Test
        void mayBeAThousand() {
            String[] values =
                    Stream.generate(() -> "Negotiate AAAA").limit(1000).toArray(String[]::new);

            assertThat(refused(NEGOTIATE, values).code()).isEqualTo(FailureCode.SEVERAL_AUTHORIZATIONS);
        }
    }

    /** RFC 7617. */
    @Nested
    class BasicCredentials {
        static Stream<List<String>> namesAndPasswords() {
            return Stream.of(
                    List.of("alice", "Wonderland1!"),
                    List.of("alice", ""),
                    List.of("", "pw"),
                    List.of("", ""),
                    List.of("alice", "a:b:c"),
                    List.of("alice", ":"),
                    List.of("J\u00fcrgen", "Gr\u00fc\u00dfe"),
                    List.of("LAB\\alice", "\u65e5\u672c\u8a9e"),
                    List.of("alice@EXAMPLE.COM", "\ud83d\udd11 with spaces "),
                    List.of("a".repeat(10_000), "p".repeat(100_000)));
        }

        @ParameterizedTest
        @MethodSource("namesAndPasswords")
        void areSplitAtTheFirstColon(List<String> expected) throws Exception {
            try (Credentials read = read(ALL, "Basic " + basic(expected.get(0) + ":" + expected.get(1)))) {
                Credentials.Basic basic = basic(read);

                assertThat(basic.name()).isEqualTo(expected.get(0));
                assertThat(basic.password().<String, RuntimeException>use(String::new))
                        .isEqualTo(expected.get(1));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice", "a", "alice;pw"})
        void areNoneWithoutAColon(String text) throws Exception {
            assertThat(read(ALL, "Basic " + basic(text))).isEqualTo(new Credentials.Other());
        }

        /** Latin-1, an overlong slash, half a surrogate pair, a cut character. */
        @ParameterizedTest
        @ValueSource(strings = {"613afc", "613ac0af", "613aeda080", "613ae282", "ff3a61", "613af4908080"})
        void areRefusedIfTheyAreNotUtf8(String hex) {
            String value = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));

            assertThat(refused(ALL, "Basic " + value).code()).isEqualTo(FailureCode.NOT_BASE64);
        }
    }

    private static Credentials.Basic basic(Credentials credentials) {
        return credentials
                .<Optional<Credentials.Basic>>fold(
                        negotiate -> Optional.empty(),
                        ntlm -> Optional.empty(),
                        Optional::of,
                        other -> Optional.empty())
                .orElseThrow();
    }

    private static String basic(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Credentials read(Set<Scheme> asked, String... values) throws RefusedException {
        return TestCleanup.closes(header(values).read(asked));
    }

    private static Failure refused(Set<Scheme> asked, String... values) {
        return catchThrowableOfType(RefusedException.class, () -> header(values).read(asked))
                .failure();
    }

    private static AuthorizationHeader header(String... values) {
        return new AuthorizationHeader(Stream.of(values)
                .map(value -> Bytes.of(value.getBytes(StandardCharsets.ISO_8859_1)))
                .toList());
    }
}
