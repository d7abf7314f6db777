package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.gatehouse.TestVector;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerElement;
import org.gatehouse.der.DerWriter;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApReqTest {
    @ParameterizedTest
    @CsvSource({
        "kerberos-token-windows, true,  host/dc01@DOMAIN.LOCAL,             18, 6",
        "kerberos-token-mit,     false, HTTP/host.test.gokrb5@TEST.GOKRB5,  18, 3"
    })
    void readsWhatOthersSend(String vector, boolean mutual, String service, int etype, long kvno) throws Exception {
        ApReq apReq = ApReq.parse(apReq(vector));

        assertThat(apReq.mutualRequired()).isEqualTo(mutual);
        assertThat(apReq.useSessionKey()).isFalse();
        assertThat(apReq.ticket().service()).isEqualTo(service);
        assertThat(apReq.ticket().encPart().etype()).isEqualTo(etype);
        assertThat(apReq.ticket().encPart().kvno()).hasValue(kvno);
        assertThat(apReq.authenticator().etype()).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kerberos-token-windows", "kerberos-token-mit"})
    void refusesEveryPrefix(String vector) throws Exception {
        Bytes apReq = apReq(vector);

        for (int length = 0; length < apReq.length(); length++) {
            Bytes prefix = apReq.slice(0, length);
            assertThatThrownBy(() -> ApReq.parse(prefix))
                    .as("the first %d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void tellsWhichFieldIsWrong() {
        byte[] apReq = new Forge().apReq().toArray();
        int ticketRealm = indexOf(apReq, "EXAMPLE.COM");
        apReq[ticketRealm] = (byte) 0xff;

        assertThatThrownBy(() -> ApReq.parse(Bytes.of(apReq)))
                .hasMessage("KRB5.AP-REQ.SEQUENCE.ticket.Ticket.realm: BAD_VALUE at byte " + (ticketRealm - 4));
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, false, false",
        "20000000, false, true",
        "40000000, true, false",
        "60000000, true, true",
        "9fffffff, false, false"
    })
    void eachOptionHasItsBit(String options, boolean useSessionKey, boolean mutual) throws WireException {
        Bytes apReq = Forge.with(forge -> forge.apOptions = Integer.parseUnsignedInt(options, 16))
                .apReq();

        assertThat(ApReq.parse(apReq).useSessionKey()).isEqualTo(useSessionKey);
        assertThat(ApReq.parse(apReq).mutualRequired()).isEqualTo(mutual);
    }

    @Test
    void refusesAnElementThatNoSpecificationHas() {
        assertThat(ExtraElements.everywhere(new Forge().apReq()))
                .hasSizeGreaterThan(20)
                .allSatisfy(spoiled ->
                        assertThatThrownBy(() -> ApReq.parse(spoiled)).isInstanceOf(WireException.class));
    }

    @Test
    void keepsTheTicketAsItWasSent() throws WireException {
        Bytes apReq = new Forge().apReq();
        DerElement ticket = DerElement.of(apReq).children().get(0).children().get(3);

        assertThat(ApReq.parse(apReq).ticket().encoded())
                .isEqualTo(ticket.children().get(0).encode());
    }

    @Test
    void encryptedDataIsWrittenAsTheSpecificationHasIt() {
        DerWriter der = new DerWriter();
        new EncryptedData(18, OptionalLong.of(4294967295L), Hex.hex("aa bb")).write(der, 3);
        DerWriter without = new DerWriter();
        new EncryptedData(-5, OptionalLong.empty(), Hex.hex("aa bb")).write(without, 3);

        assertThat(der.toBytes())
                .isEqualTo(Hex.hex("a3 16 30 14 a0 03 02 01 12 a1 07 02 05 00 ff ff ff ff a2 04 04 02 aa bb"));
        assertThat(without.toBytes()).isEqualTo(Hex.hex("a3 0d 30 0b a0 03 02 01 fb a2 04 04 02 aa bb"));
    }

    private static int indexOf(byte[] message, String text) {
        return new String(message, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static Bytes apReq(String vector) throws Exception {
        Bytes innerToken = InitialContextToken.parse(TestVector.read(vector)).innerToken();
        return GssTokenId.strip(innerToken);
    }
}
