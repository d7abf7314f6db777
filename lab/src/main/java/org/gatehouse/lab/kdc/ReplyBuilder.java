package org.gatehouse.lab.kdc;

import java.math.BigInteger;
import java.time.Instant;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.LastReq;
import org.apache.kerby.kerberos.kerb.type.base.LastReqEntry;
import org.apache.kerby.kerberos.kerb.type.base.LastReqType;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.EncAsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.EncKdcRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.EncTgsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcRep;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsRep;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlags;

/** KDC-REP of RFC 4120 §5.4.2: the ticket, and beside it what the client must know to use it. */
final class ReplyBuilder {
    private final String realm;
    private final Instant now;

    ReplyBuilder(String realm, Instant now) {
        this.realm = realm;
        this.now = now;
    }

    /** @param padata tells the client with which salt to derive its key */
    byte[] asRep(Grant grant, BigInteger nonce, EncryptionKey clientKey, PaData padata) {
        AsRep reply = new AsRep();
        reply.setPaData(padata);
        EncKdcRepPart part = encPart(EncAsRepPart.TAG, grant, nonce);
        return encode(reply, grant, part, clientKey, KeyUsage.AS_REP_ENCPART);
    }

    /** @param usage whether {@code key} is the session's or the authenticator's subkey */
    byte[] tgsRep(Grant grant, BigInteger nonce, EncryptionKey key, KeyUsage usage) {
        return encode(new TgsRep(), grant, encPart(EncTgsRepPart.TAG, grant, nonce), key, usage);
    }

    private byte[] encode(KdcRep reply, Grant grant, EncKdcRepPart part, EncryptionKey key, KeyUsage usage) {
        reply.setCrealm(grant.client().realm());
        reply.setCname(grant.client().name().toPrincipalName());
        reply.setTicket(grant.ticket(realm));
        reply.setEncryptedEncPart(Sealing.seal(part, key, usage));
        return KerbyCodec.encode(reply);
    }

    private EncKdcRepPart encPart(int tag, Grant grant, BigInteger nonce) {
        TicketTerms terms = grant.terms();
        EncPart part = new EncPart(tag);
        part.setKey(grant.sessionKey());
        part.setLastReq(noLastRequests());
        part.setNonce(nonce);
        part.setFlags(new TicketFlags(terms.flags()));
        part.setAuthTime(KerberosTimes.kerberosTime(terms.authTime()));
        part.setStartTime(KerberosTimes.kerberosTime(terms.startTime()));
        part.setEndTime(KerberosTimes.kerberosTime(terms.endTime()));
        terms.renewTill().map(KerberosTimes::kerberosTime).ifPresent(part::setRenewTill);
        part.setSrealm(realm);
        part.setSname(grant.service().name().toPrincipalName());
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

    /** With a nonce as large as the client's may be. */
    private static final class EncPart extends EncKdcRepPart {
        EncPart(int tag) {
            super(tag);
        }

        void setNonce(BigInteger nonce) {
            setFieldAs(EncKdcRepPartField.NONCE, new Asn1Integer(nonce));
        }
    }
}
