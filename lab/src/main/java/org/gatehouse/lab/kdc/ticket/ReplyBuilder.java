package org.gatehouse.lab.kdc.ticket;

import java.math.BigInteger;
import java.time.Instant;
import org.apache.kerby.kerberos.kerb.type.KerberosString;
import org.apache.kerby.kerberos.kerb.type.base.CheckSum;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.LastReq;
import org.apache.kerby.kerberos.kerb.type.base.LastReqEntry;
import org.apache.kerby.kerberos.kerb.type.base.LastReqType;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.EncAsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.EncTgsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcRep;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsRep;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlags;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.EncRepPart;
import org.gatehouse.lab.kdc.message.EncRepPart.Field;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;

/** KDC-REP of RFC 4120 §5.4.2: the ticket, and beside it what the client must know to use it. */
public final class ReplyBuilder {
    private final String realm;
    private final Instant now;

    public ReplyBuilder(String realm, Instant now) {
        this.realm = realm;
        this.now = now;
    }

    /**
     * The answer to an AS-REQ.
     *
     * @param padata tells the client with which salt to derive its key
     */
    public byte[] asRep(Grant grant, KdcRequest request, EncryptionKey clientKey, PaData padata) {
        AsRep reply = new AsRep();
        reply.setPaData(padata);
        EncRepPart part = encPart(EncAsRepPart.TAG, grant, request.nonce());
        if (grant.terms().has(TicketFlag.ENC_PA_REP)) {
            part.set(Field.ENCRYPTED_PA_DATA, proofOfRequest(request, clientKey));
        }
        return encode(reply, grant, part, clientKey, KeyUsage.AS_REP_ENCPART);
    }

    /**
     * PA-REQ-ENC-PA-REP: a checksum over the whole AS-REQ, by which the client knows that what it reads about itself in
     * the reply, such as a name that it did not send, answers what it asked (RFC 6806 §11).
     */
    private static PaData proofOfRequest(KdcRequest request, EncryptionKey clientKey) {
        CheckSum checksum = Sealing.checksum(request.encoded(), clientKey, KeyUsage.AS_REQ);
        PaData padata = new PaData();
        padata.addElement(new PaDataEntry(PaDataType.ENCPADATA_REQ_ENC_PA_REP, KerbyCodec.encode(checksum)));
        return padata;
    }

    /**
     * The answer to a TGS-REQ.
     *
     * @param usage whether {@code key} is the session's or the authenticator's subkey
     */
    public byte[] tgsRep(Grant grant, BigInteger nonce, EncryptionKey key, KeyUsage usage) {
        return encode(new TgsRep(), grant, encPart(EncTgsRepPart.TAG, grant, nonce), key, usage);
    }

    private byte[] encode(KdcRep reply, Grant grant, EncRepPart part, EncryptionKey key, KeyUsage usage) {
        reply.setCrealm(grant.client().realm());
        reply.setCname(grant.client().name().toPrincipalName());
        reply.setTicket(grant.ticket(realm));
        reply.setEncryptedEncPart(Sealing.seal(part, key, usage));
        return KerbyCodec.encode(reply);
    }

    private EncRepPart encPart(int tag, Grant grant, BigInteger nonce) {
        TicketTerms terms = grant.terms();
        EncRepPart part = new EncRepPart(tag);
        part.set(Field.KEY, grant.sessionKey());
        part.set(Field.LAST_REQ, noLastRequests());
        part.setNonce(nonce);
        part.set(Field.FLAGS, new TicketFlags(terms.flags()));
        part.set(Field.AUTHTIME, KerberosTimes.kerberosTime(terms.authTime()));
        part.set(Field.STARTTIME, KerberosTimes.kerberosTime(terms.startTime()));
        part.set(Field.ENDTIME, KerberosTimes.kerberosTime(terms.endTime()));
        terms.renewTill().map(KerberosTimes::kerberosTime).ifPresent(till -> part.set(Field.RENEW_TILL, till));
        part.set(Field.SREALM, new KerberosString(realm));
        part.set(Field.SNAME, grant.service().name().toPrincipalName());
        return part;
    }

    /** {@code last-req} is mandatory and not empty; type 0 says that there is nothing to tell, RFC 4120 §5.4.2. */
    private LastReq noLastRequests() {
        LastReqEntry entry = new LastReqEntry();
        entry.setLrType(LastReqType.NONE);
        entry.setLrValue(KerberosTimes.kerberosTime(now));
        LastReq lastReq = new LastReq();
        lastReq.addElement(entry);
        return lastReq;
    }
}
