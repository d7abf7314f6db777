package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.gatehouse.der.DerElement;
import org.gatehouse.der.DerWriter;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private static final int GSS = 0x8003;
    private static final String NO_BINDINGS = "10000000" + "00".repeat(16);
    private static final String BINDINGS = "10000000" + "0102030405060708090a0b0c0d0e0f10";
    private static final Bytes PLAIN = hex(NO_BINDINGS + "00000000");
    /** GSS_C_DELEG_FLAG, DlgOpt 1, Dlgth 3, Deleg. */
    private static final Bytes DELEGATING = hex(NO_BINDINGS + "01000000" + "0100" + "0300" + "d1d2d3");

    @Test
    void readsEveryFieldOfAnAuthenticator() throws WireException {
        try (Authenticator authenticator = Authenticator.parse(whole())) {
            assertThat(authenticator.client()).isEqualTo("alice@EXAMPLE.COM");
            assertThat(authenticator.ctime()).isEqualTo(PlainParts.CLIENT_TIME);
            assertThat(authenticator.time()).isEqualTo(PlainParts.CLIENT_TIME.plusNanos(123_456_000));
            assertThat(authenticator.subkey().orElseThrow().keyType()).isEqualTo(18);
            assertThat(Holding.bytes(authenticator.subkey().orElseThrow().keyValue()))
                    .isEqualTo(hex("aabbcc"));
            assertThat(authenticator.seqNumber()).hasValue(4711);
            assertThat(authenticator.authorizationData().types()).containsExactly(1);
            assertThat(Holding.bytes(
                            authenticator.gssChecksum().orElseThrow().krbCred().orElseThrow()))
                    .isEqualTo(hex("d1d2d3"));
        }
    }

    @Test
    void readsAuthenticatorOfTheRequiredFieldsOnly() throws WireException {
        try (Authenticator authenticator = Authenticator.parse(PlainParts.authenticator(der -> {}, List.of()))) {
            assertThat(authenticator.gssChecksum()).isEmpty();
            assertThat(authenticator.subkey()).isEmpty();
            assertThat(authenticator.seqNumber()).isEmpty();
            assertThat(authenticator.authorizationData()).isEqualTo(AuthorizationData.NONE);
            assertThat(authenticator.authorizationData().encoded().isEmpty()).isTrue();
        }
    }

    @Test
    void wipesItsSubkeyAndTheForwardedTicket() throws WireException {
        Authenticator authenticator = Authenticator.parse(whole());
        SecretBytes subkey = authenticator.subkey().orElseThrow().keyValue();
        SecretBytes krbCred =
                authenticator.gssChecksum().orElseThrow().krbCred().orElseThrow();

        authenticator.close();

        assertThatIllegalStateException().isThrownBy(() -> Holding.bytes(subkey));
        assertThatIllegalStateException().isThrownBy(() -> Holding.bytes(krbCred));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "4294967295, 4294967295", "-1, 4294967295", "-2147483648, 2147483648"})
    void readsSequenceNumberOf32BitsWithOrWithoutItsSign(long sent, long meant) throws WireException {
        Bytes plaintext = PlainParts.authenticator(der -> {}, List.of(PlainParts.seqNumber(sent)));

        try (Authenticator authenticator = Authenticator.parse(plaintext)) {
            assertThat(authenticator.seqNumber()).isEqualTo(OptionalLong.of(meant));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4294967296L, -2147483649L})
    void refusesSequenceNumberOfMoreThan32Bits(long sent) {
        Bytes plaintext = PlainParts.authenticator(der -> {}, List.of(PlainParts.seqNumber(sent)));

        assertMalformed(
                () -> Authenticator.parse(plaintext), "AP-REQ.Authenticator.SEQUENCE.seq-number", Reason.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 6, 261})
    void refusesAnotherVersionThanFive(int version) {
        Bytes five = PlainParts.authenticator(der -> {}, List.of());
        DerWriter der = new DerWriter();
        der.integer(0, version);
        DerElement other = DerElement.of(der.toBytes());
        Bytes changed = DerElement.of(five)
                .with(0, sequence -> sequence.with(0, good -> other))
                .encode();

        assertMalformed(
                () -> Authenticator.parse(changed),
                "AP-REQ.Authenticator.SEQUENCE.authenticator-vno",
                Reason.BAD_VERSION);
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        assertThat(ExtraElements.everywhere(whole()))
                .hasSizeGreaterThan(10)
                .allSatisfy(spoiled ->
                        assertThatExceptionOfType(WireException.class).isThrownBy(() -> Authenticator.parse(spoiled)));
    }

    @Test
    void refusesEveryPrefixOfAnAuthenticator() {
        Bytes whole = whole();

        for (int length = 0; length < whole.length(); length++) {
            Bytes prefix = whole.slice(0, length);
            assertThatExceptionOfType(WireException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> Authenticator.parse(prefix));
        }
    }

    @Test
    void keepsWhatItHasReadWhenThePlaintextIsWiped() throws WireException {
        byte[] plaintext = PlainParts.authenticator(
                        PlainParts.checksum(GSS, hex(BINDINGS + "00000000")), List.of(PlainParts.subkey()))
                .toArray();

        try (Authenticator authenticator = Authenticator.parse(Bytes.of(plaintext))) {
            Arrays.fill(plaintext, (byte) 0);

            assertThat(authenticator.gssChecksum().orElseThrow().channelBindings())
                    .isEqualTo(hex(BINDINGS).slice(4, 16));
            assertThat(Holding.bytes(authenticator.subkey().orElseThrow().keyValue()))
                    .isEqualTo(hex("aabbcc"));
        }
    }

    /** RFC 4121 §4.1.1. */
    @ParameterizedTest
    @CsvSource({
        "00000000, false, false, 0",
        "01000000, false, true, 1",
        "02000000, true, false, 2",
        "03000000, true, true, 3",
        "3e000000, true, false, 62",
        "fc000080, false, false, 2147483900"
    })
    void readsFlagsOfTheGssChecksum(String flags, boolean mutual, boolean delegates, long number) throws WireException {
        String krbCred = delegates ? "0100" + "0100" + "dd" : "";

        try (GssChecksum checksum = checksum(hex(NO_BINDINGS + flags + krbCred))) {
            assertThat(checksum.mutual()).isEqualTo(mutual);
            assertThat(checksum.delegates()).isEqualTo(delegates);
            assertThat(checksum.krbCred().isPresent()).isEqualTo(delegates);
            assertThat(checksum.flags()).isEqualTo(number);
        }
    }

    @Test
    void channelBindingsOfZerosAreNone() throws WireException {
        try (GssChecksum none = checksum(PLAIN);
                GssChecksum some = checksum(hex("10000000" + "00".repeat(15) + "01" + "00000000"))) {
            assertThat(none.channelBindings()).isEqualTo(Bytes.EMPTY);
            assertThat(some.channelBindings()).isEqualTo(hex("00".repeat(15) + "01"));
        }
    }

    @Test
    void ignoresExtensionsAfterTheFieldsOfTheChecksum() throws WireException {
        try (GssChecksum plain = checksum(hex(NO_BINDINGS + "00000000" + "0000000200000001aa"));
                GssChecksum delegating = checksum(hex(NO_BINDINGS + "01000000" + "01000100dd" + "ffff"))) {
            assertThat(plain.krbCred()).isEmpty();
            assertThat(Holding.bytes(delegating.krbCred().orElseThrow())).isEqualTo(hex("dd"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0f000000", "11000000", "00000010", "10000010", "00000000"})
    void refusesBindingsOfAnotherLengthThan16(String length) {
        assertMalformed(() -> checksum(hex(length + "00".repeat(24))), "Authenticator.cksum.Lgth", Reason.BAD_VALUE, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "0200", "0001"})
    void refusesAnotherDelegationOptionThanOne(String option) {
        assertMalformed(
                () -> checksum(hex(NO_BINDINGS + "01000000" + option + "0100dd")),
                "Authenticator.cksum.DlgOpt",
                Reason.BAD_VALUE,
                24);
    }

    @Test
    void refusesForwardedTicketThatIsCut() {
        Bytes whole = DELEGATING;
        for (int length = 24; length < whole.length(); length++) {
            Bytes prefix = whole.slice(0, length);
            assertThatExceptionOfType(WireException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> checksum(prefix));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 16, 0x8002, 0x8004, -0x7ffd})
    void ignoresChecksumOfAnotherTypeThanGss(int type) throws WireException {
        Bytes plaintext = PlainParts.authenticator(PlainParts.checksum(type, DELEGATING), List.of());

        try (Authenticator authenticator = Authenticator.parse(plaintext)) {
            assertThat(authenticator.gssChecksum()).isEmpty();
        }
    }

    private static GssChecksum checksum(Bytes content) throws WireException {
        Consumer<DerWriter> cksum = PlainParts.checksum(GSS, content);
        return Authenticator.parse(PlainParts.authenticator(cksum, List.of()))
                .gssChecksum()
                .orElseThrow();
    }

    private static Bytes whole() {
        return PlainParts.authenticator(
                PlainParts.checksum(GSS, DELEGATING),
                List.of(PlainParts.subkey(), PlainParts.seqNumber(4711), PlainParts.authorizationData(8, 1)));
    }
}
