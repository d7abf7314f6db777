package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.gatehouse.der.DerWriter;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncTicketPartTest {
    @Test
    void readsEveryFieldOfATicket() throws WireException {
        EncTicketPart part = EncTicketPart.parse(whole());

        try (SecretBytes key = part.key().keyValue()) {
            assertThat(part.client()).isEqualTo("alice/admin@EXAMPLE.COM");
            assertThat(part.flags()).isEqualTo(new TicketFlags(0x40a10000));
            assertThat(part.key().keyType()).isEqualTo(18);
            assertThat(Holding.bytes(key)).isEqualTo(hex("01020304"));
            assertThat(part.transited()).isEqualTo(TransitedRealms.NONE);
            assertThat(part.authTime()).isEqualTo(PlainParts.AUTH_TIME);
            assertThat(part.startTime()).hasValue(PlainParts.START_TIME);
            assertThat(part.validFrom()).isEqualTo(PlainParts.START_TIME);
            assertThat(part.endTime()).isEqualTo(PlainParts.END_TIME);
            assertThat(part.authorizationData().types()).containsExactly(1, 128);
        }
    }

    @Test
    void ticketWithoutAStartTimeIsValidFromTheSignInOn() throws WireException {
        EncTicketPart part = EncTicketPart.parse(PlainParts.encTicketPart(der -> {}, List.of()));

        try (SecretBytes key = part.key().keyValue()) {
            assertThat(key.length()).isEqualTo(4);
            assertThat(part.startTime()).isEmpty();
            assertThat(part.validFrom()).isEqualTo(PlainParts.AUTH_TIME);
        }
    }

    static Stream<List<Consumer<DerWriter>>> tails() {
        Consumer<DerWriter> renewTill = PlainParts.renewTill();
        Consumer<DerWriter> caddr = PlainParts.caddr();
        Consumer<DerWriter> data = PlainParts.authorizationData(10, 1);
        return Stream.of(
                List.of(),
                List.of(renewTill),
                List.of(caddr),
                List.of(data),
                List.of(renewTill, caddr),
                List.of(renewTill, data),
                List.of(caddr, data),
                List.of(renewTill, caddr, data));
    }

    @ParameterizedTest
    @MethodSource("tails")
    void readsTicketWithAnyOfTheFieldsThatMayBeMissing(List<Consumer<DerWriter>> tail) throws WireException {
        EncTicketPart part = EncTicketPart.parse(PlainParts.encTicketPart(PlainParts.startTime(), tail));

        try (SecretBytes key = part.key().keyValue()) {
            assertThat(key.length()).isEqualTo(4);
            assertThat(part.endTime()).isEqualTo(PlainParts.END_TIME);
        }
    }

    @Test
    void refusesFieldsThatComeAfterThoseOfHigherNumbers() {
        Bytes swapped = PlainParts.encTicketPart(der -> {}, List.of(PlainParts.caddr(), PlainParts.renewTill()));

        assertMalformed(() -> EncTicketPart.parse(swapped), "Ticket.EncTicketPart.SEQUENCE.end", Reason.TRAILING);
    }

    @Test
    void refusesRenewTillThatIsNoTime() {
        Bytes part = PlainParts.encTicketPart(der -> {}, List.of(der -> der.octets(8, hex("00"))));

        assertMalformed(() -> EncTicketPart.parse(part), "Ticket.EncTicketPart.SEQUENCE.renew-till", Reason.BAD_TAG);
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        Bytes part = PlainParts.encTicketPart(PlainParts.startTime(), List.of(PlainParts.authorizationData(10, 1)));

        assertThat(ExtraElements.everywhere(part))
                .hasSizeGreaterThan(10)
                .allSatisfy(spoiled ->
                        assertThatExceptionOfType(WireException.class).isThrownBy(() -> EncTicketPart.parse(spoiled)));
    }

    @Test
    void refusesEveryPrefixOfATicket() {
        Bytes part = whole();

        for (int length = 0; length < part.length(); length++) {
            Bytes prefix = part.slice(0, length);
            assertThatExceptionOfType(WireException.class)
                    .as("the first %d bytes", length)
                    .isThrownBy(() -> EncTicketPart.parse(prefix));
        }
    }

    @Test
    void keepsWhatItHasReadWhenThePlaintextIsWiped() throws WireException {
        byte[] plaintext = whole().toArray();
        EncTicketPart part = EncTicketPart.parse(Bytes.of(plaintext));
        Bytes data = Bytes.of(part.authorizationData().encoded().toArray());

        Arrays.fill(plaintext, (byte) 0);

        try (SecretBytes key = part.key().keyValue()) {
            assertThat(Holding.bytes(key)).isEqualTo(hex("01020304"));
            assertThat(part.authorizationData().encoded()).isEqualTo(data);
        }
    }

    private static Bytes whole() {
        return PlainParts.encTicketPart(
                PlainParts.startTime(),
                List.of(PlainParts.renewTill(), PlainParts.caddr(), PlainParts.authorizationData(10, 1, 128)));
    }
}
