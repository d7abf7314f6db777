package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;

/** The same TGS-REQ or authenticator, a second time. */
class TgsReplayTest extends TgsRequestOfAlice {
    @Test
    void answersTheVerySameRequestWithTheVerySameReply() {
        byte[] request = client.tgsReq(tgt, body, authenticator);

        byte[] first = client.send(request);

        assertThat(client.send(request)).isEqualTo(first);
        assertThat(fixture.events).last().extracting(KdcEvent::outcome).isInstanceOf(KdcEvent.SentAgain.class);
    }

    @Test
    void refusesTheAuthenticatorInAnotherRequest() {
        byte[] request = client.tgsReq(tgt, body, authenticator);
        client.send(request);
        TgsReq stolen = HandMadeClient.decode(request, TgsReq.class);
        stolen.addPaData(new PaDataEntry(PaDataType.PAC_REQUEST, new byte[0]));
        TgsReq other = new TgsReq();
        other.setPaData(stolen.getPaData());
        other.setReqBody(body);

        assertThat(error(KerbyCodec.encode(other))).isEqualTo(34);
    }

    @Test
    void passesTwoAuthenticatorsOfTheSameMicrosecond() {
        client.send(client.tgsReq(tgt, body, authenticator));

        assertThat(error(client.tgsReq(tgt, body, authenticator))).isZero(); // encrypted anew
    }

    @Test
    void refusesTheVerySameRequestLater() {
        byte[] request = client.tgsReq(tgt, body, authenticator);
        client.send(request);
        fixture.clock.advance(Duration.ofMinutes(3));

        assertThat(error(request)).isEqualTo(34);
    }

    @Test
    void takesItForNewWhenReplaysAreForgotten() {
        byte[] request = client.tgsReq(tgt, body, authenticator);
        client.send(request);
        fixture.clock.advance(Duration.ofMinutes(3));

        fixture.handler.startAfresh(() -> {});

        assertThat(error(request)).isZero();
    }

    @Test
    void repeatsARefusalToo() {
        byte[] request = client.tgsReq(tgt, "HTTP/nowhere.lab.localhost");

        byte[] first = client.send(request);

        assertThat(client.send(request)).isEqualTo(first);
    }

    @Test
    void refusesOutdatedRequestsByTheirTime() {
        byte[] request = client.tgsReq(tgt, body, authenticator);
        client.send(request);
        fixture.clock.advance(Duration.ofMinutes(6));

        assertThat(error(request)).isEqualTo(37);
    }
}
