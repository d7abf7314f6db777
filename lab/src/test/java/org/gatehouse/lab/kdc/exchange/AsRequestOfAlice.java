package org.gatehouse.lab.kdc.exchange;

import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;

import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.message.KerbyCodec;

/** What the tests of the AS exchange ask with, and how they see that it was refused. */
abstract class AsRequestOfAlice {
    static final EncryptionKey ALICES_KEY = key("Wonderland1!", "LAB.LOCALHOSTalice", Etype.AES256_SHA1);

    final RequestFixture fixture = new RequestFixture();
    final HandMadeClient client = fixture.client;

    byte[] send(AsReq request) {
        return client.send(KerbyCodec.encode(request));
    }

    static boolean isError(byte[] reply) {
        return (reply[0] & 0x1f) == 30;
    }
}
