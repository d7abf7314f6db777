package org.gatehouse.lab.kdc.exchange;

import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;

import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;

/** A TGS-REQ of alice for the portal, right in everything that a test does not change. */
abstract class TgsRequestOfAlice {
    static final KerberosName SPN = spn("HTTP/portal.lab.localhost");

    final RequestFixture fixture = new RequestFixture();
    final HandMadeClient client = fixture.client;
    final Credential tgt = fixture.alice();
    final KdcReqBody body = client.body(SPN);
    final Authenticator authenticator = client.authenticator(tgt, body);

    /** Of the request as it is then; 0 for a ticket. */
    int error() {
        return error(client.tgsReq(tgt, body, authenticator));
    }

    /** 0 for a ticket. */
    int error(byte[] request) {
        byte[] reply = client.send(request);
        return (reply[0] & 0x1f) == 30 ? errorCode(reply) : 0;
    }
}
