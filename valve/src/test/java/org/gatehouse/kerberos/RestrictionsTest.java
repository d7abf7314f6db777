package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.stream.IntStream;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a KDC adds to a ticket: flags, and authorization data. */
class RestrictionsTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, false, false, false",
        "01000000, true, false, false",
        "00080000, false, true, false",
        "00008000, false, false, true",
        "fef77fff, false, false, false",
        "ffffffff, true, true, true"
    })
    void eachFlagHasItsBit(String bits, boolean invalid, boolean checked, boolean anonymous) {
        TicketFlags flags = new TicketFlags(Integer.parseUnsignedInt(bits, 16));

        assertThat(flags.invalid()).isEqualTo(invalid);
        assertThat(flags.transitedPolicyChecked()).isEqualTo(checked);
        assertThat(flags.anonymous()).isEqualTo(anonymous);
    }

    @Test
    void keepsTheTypesAndTheBytesOfAuthorizationData() throws WireException {
        Bytes data = encoded(1, -5, 128);

        AuthorizationData read = parse(data);

        assertThat(read.types()).containsExactly(1, -5, 128);
        assertThat(read.encoded()).isEqualTo(data.slice(2, data.length() - 2)); // all of it but the tag [8]
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32})
    void acceptsUpTo32ElementsOfAuthorizationData(int count) throws WireException {
        assertThat(parse(encoded(IntStream.generate(() -> 1).limit(count).toArray()))
                        .types())
                .hasSize(count);
    }

    @Test
    void refusesMoreElementsOfAuthorizationData() {
        Bytes data = encoded(IntStream.generate(() -> 1).limit(33).toArray());

        assertMalformed(() -> parse(data), "T.authorization-data.element", Reason.TOO_MANY);
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        assertThat(ExtraElements.everywhere(encoded(1, 1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(spoiled ->
                        assertThatExceptionOfType(WireException.class).isThrownBy(() -> parse(spoiled)));
    }

    /** RFC 4120 §5.2.6.1: what stands outside AD-IF-RELEVANT has to be understood. */
    @Test
    void findsTheFirstElementThatMustBeUnderstood() throws WireException {
        assertThat(parse(encoded()).critical()).isEmpty();
        assertThat(parse(encoded(1, 1)).critical()).isEmpty();
        assertThat(parse(encoded(1, 141, 2)).critical()).hasValue(141);
        assertThat(parse(encoded(4)).critical()).hasValue(4);
    }

    /** Between two other fields, as in a ticket. */
    private static AuthorizationData parse(Bytes data) throws WireException {
        byte[] message = new byte[data.length() + 4];
        data.copyTo(message, 2);
        Bytes plaintext = Bytes.of(message);
        DerReader der = new DerReader(plaintext.slice(0, data.length() + 2).cursor("T"));
        assertThat(der.content("before", 0)).isEqualTo(Bytes.EMPTY);
        AuthorizationData read = AuthorizationData.parse(der, 8, plaintext);
        der.expectEnd();
        return read;
    }

    private static Bytes encoded(int... adTypes) {
        DerWriter der = new DerWriter();
        PlainParts.authorizationData(8, adTypes).accept(der);
        return der.toBytes();
    }
}
