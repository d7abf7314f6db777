package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Collections;
import java.util.List;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalNameTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void readsNameOfAnyNumberOfComponents(int count) throws WireException {
        List<String> components = Collections.nCopies(count, "part");

        PrincipalName name = parse(encoded(-2, components));

        assertThat(name).isEqualTo(new PrincipalName(-2, components));
    }

    @Test
    void refusesMoreComponentsThanAnyNameHas() {
        assertMalformed(
                () -> parse(encoded(1, Collections.nCopies(9, "part"))),
                "T.sname.name-string.KerberosString",
                Reason.TOO_MANY);
    }

    @Test
    void refusesNameWithoutComponents() {
        assertMalformed(() -> parse(encoded(1, List.of())), "T.sname.name-string.KerberosString", Reason.TRUNCATED);
    }

    @Test
    void refusesComponentLongerThanAnyHostName() throws WireException {
        assertThat(parse(encoded(1, List.of("p".repeat(512)))).components().get(0))
                .hasSize(512);
        assertMalformed(
                () -> parse(encoded(1, List.of("p".repeat(513)))),
                "T.sname.name-string.KerberosString",
                Reason.TOO_LONG);
        assertMalformed(
                () -> parse(encoded(1, List.of("HTTP", "p".repeat(513)))),
                "T.sname.name-string.KerberosString",
                Reason.TOO_LONG);
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        assertThat(ExtraElements.everywhere(encoded(1, List.of("HTTP", "portal"))))
                .hasSize(6)
                .allSatisfy(spoiled -> assertThatExceptionOfType(WireException.class)
                        .isThrownBy(() -> {
                            DerReader der = new DerReader(spoiled.cursor("T"));
                            PrincipalName.parse(der, 2, "sname");
                            der.expectEnd();
                        }));
    }

    @Test
    void principalNameIsWrittenAsTheSpecificationHasIt() {
        assertThat(encoded(3, List.of("a", "b")))
                .isEqualTo(hex("a2 11 30 0f a0 03 02 01 03 a1 08 30 06 1b 01 61 1b 01 62"));
    }

    @Test
    void comparesComponentsAndNotTheType() {
        PrincipalName name = new PrincipalName(1, List.of("HTTP", "portal"));

        assertThat(name.sameAs(new PrincipalName(2, List.of("HTTP", "portal")))).isTrue();
        assertThat(name.sameAs(new PrincipalName(1, List.of("HTTP", "Portal")))).isFalse();
        assertThat(name.sameAs(new PrincipalName(1, List.of("HTTP/portal")))).isFalse();
    }

    @Test
    void foldsTheCaseOfAllComponents() {
        assertThat(new PrincipalName(1, List.of("HTTP", "Portal.Example.COM")).foldedCase())
                .isEqualTo("http/portal.example.com");
    }

    /** Without an escape, two different names would be written alike. */
    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "/alice, \\/alice",
        "al/ice, al\\/ice",
        "@alice, \\@alice",
        "al@ice, al\\@ice",
        "\\alice, \\\\alice",
        "al\\ice, al\\\\ice",
        "\\/@, \\\\\\/\\@"
    })
    void escapesSeparatorsInsideAComponent(String component, String escaped) {
        assertThat(new PrincipalName(1, List.of(component))).hasToString(escaped);
        assertThat(new PrincipalName(1, List.of("x", component)).at("R")).isEqualTo("x/" + escaped + "@R");
        assertThat(new PrincipalName(1, List.of("x")).at(component)).isEqualTo("x@" + escaped);
    }

    private static Bytes encoded(int nameType, List<String> components) {
        DerWriter der = new DerWriter();
        int name = der.beginExplicit(2, Tag.SEQUENCE);
        der.integer(0, nameType);
        int strings = der.beginExplicit(1, Tag.SEQUENCE);
        components.forEach(der::string);
        der.endExplicit(strings);
        der.endExplicit(name);
        Bytes expected = der.toBytes();
        DerWriter ours = new DerWriter();
        new PrincipalName(nameType, components).write(ours, 2);
        assertThat(ours.toBytes()).isEqualTo(expected);
        return expected;
    }

    private static PrincipalName parse(Bytes encoded) throws WireException {
        return PrincipalName.parse(new DerReader(encoded.cursor("T")), 2, "sname");
    }
}
