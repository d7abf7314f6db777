package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.decode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;

import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.DerNode;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what the reply shows that the request arrived as it was sent, RFC 6806 §11. */
class ProofOfRequestTest extends AsRequestOfAlice {
    private final EncryptionKey krbtgtKey = key("Key1ngs!", "LAB.LOCALHOSTkrbtgt", Etype.AES256_SHA1);

    private byte[] request(EncryptionKey key) {
        AsReq request = client.asReq("alice");
        request.addPaData(new PaDataEntry(PaDataType.ENCPADATA_REQ_ENC_PA_REP, new byte[0]));
        return KerbyCodec.encode(client.proved(request, key));
    }

    private static DerNode encryptedPart(byte[] reply, EncryptionKey key) throws MalformedMessageException {
        AsRep decoded = decode(reply, AsRep.class);
        return DerNode.parse(Sealing.open(decoded.getEncryptedEncPart(), key, KeyUsage.AS_REP_ENCPART));
    }

    @ParameterizedTest
    @CsvSource({"0x10, AES256_SHA1", "0x8, AES128_SHA1", "0x4, RC4_HMAC"})
    void isAChecksumOfTheRequestWithTheReplyKey(String attribute, Etype type) throws MalformedMessageException {
        fixture.accounts.replace(withEncryptionTypes(user("alice", "Wonderland1!"), Integer.decode(attribute)));
        EncryptionKey key = key("Wonderland1!", "LAB.LOCALHOSTalice", type);
        byte[] request = request(key);

        DerNode padata = encryptedPart(client.send(request), key)
                .onlyChild()
                .field(12)
                .orElseThrow()
                .onlyChild();

        assertThat(padata.field(1).orElseThrow().intValue()).isEqualTo(149);
        CheckSum checksum = decode(padata.field(2).orElseThrow().content(), CheckSum.class);
        assertThat(checksum.getCksumtype()).isEqualTo(type.checksum());
        assertThat(Sealing.verifies(checksum, request, key, KeyUsage.AS_REQ)).isTrue();
        request[request.length - 1] ^= 1;
        assertThat(Sealing.verifies(checksum, request, key, KeyUsage.AS_REQ)).isFalse();
    }

    @Test
    void isAnnouncedInTheTicket() throws MalformedMessageException {
        AsRep reply = decode(client.send(request(ALICES_KEY)), AsRep.class);

        EncTicketPart ticket = Sealing.open(
                reply.getTicket().getEncryptedEncPart(), krbtgtKey, KeyUsage.KDC_REP_TICKET, EncTicketPart.class);

        assertThat(ticket.getFlags().isFlagSet(TicketFlag.ENC_PA_REP)).isTrue();
    }

    @Test
    void isNotGivenToAClientThatDoesNotAskForIt() throws MalformedMessageException {
        byte[] request = KerbyCodec.encode(client.proved(client.asReq("alice"), ALICES_KEY));

        assertThat(encryptedPart(client.send(request), ALICES_KEY).onlyChild().field(12))
                .isEmpty();
    }
}
