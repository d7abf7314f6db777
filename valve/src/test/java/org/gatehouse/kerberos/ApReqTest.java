package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.gatehouse.TestVector;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.wire.Bytes;
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

    private static int indexOf(byte[] message, String text) {
        return new String(message, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static Bytes apReq(String vector) throws Exception {
        Bytes innerToken = InitialContextToken.parse(TestVector.read(vector)).innerToken();
        return GssTokenId.strip(innerToken);
    }
}
