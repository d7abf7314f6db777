package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attribute that lists realms, and pairs of them. */
class TrustedRealmsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"EXAMPLE.COM", "example", "a", "1", "A_b-c.D", "PARTNER.COM>EXAMPLE.COM", "a>b", "A.B>a.c", "1>2"
            })
    void trustedRealmIsARealmOrAPair(String element) {
        assertThat(TrustedRealms.isElement(element)).isTrue();
    }

    /** A key vouches for users of its own realm anyway. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ">",
                "a>",
                ">a",
                "a>b>c",
                "a>>b",
                "a > b",
                ".a",
                "-a",
                "a b",
                "a/b",
                "\u212aITCHEN",
                "a>.b",
                "a>a",
                "Example.Com>EXAMPLE.COM"
            })
    void trustedRealmIsNothingElse(String element) {
        assertThat(TrustedRealms.isElement(element)).isFalse();
    }

    @Test
    void trustedRealmMayHave253Characters() {
        assertThat(TrustedRealms.isElement("a".repeat(253))).isTrue();
        assertThat(TrustedRealms.isElement("a".repeat(254))).isFalse();
        assertThat(TrustedRealms.isElement("b>" + "a".repeat(254))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "example.com, EXAMPLE.COM",
        "b.example A.example, A.EXAMPLE B.EXAMPLE",
        "partner.com>example.com, PARTNER.COM>EXAMPLE.COM",
        "p>z z p>a q>a, P>A P>Z Q>A Z"
    })
    void trustedRealmsAreShownInCapitalsInTheOrderOfTheAlphabet(String list, String shown) {
        assertThat(realms(list)).hasToString(shown);
    }

    @Test
    void trustedRealmsLeaveTheChoiceToTheKdcWhereNoneIsListedByItself() {
        assertThat(policy("").trustedRealms()).isEmpty();
        assertThat(policy("a>b").trustedRealms()).isEmpty();
        assertThat(policy("C a>b d").trustedRealms()).contains(Set.of("c", "d"));
        assertThat(AcceptorPolicy.DEFAULT.trustedRealms()).isEmpty();
        assertThat(new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of("A.Example"))).trustedRealms())
                .contains(Set.of("a.example"));
    }

    private static AcceptorPolicy policy(String list) {
        return new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, realms(list));
    }

    private static TrustedRealms realms(String list) {
        return TrustedRealms.of(list.isEmpty() ? List.of() : List.of(list.split(" ")));
    }
}
