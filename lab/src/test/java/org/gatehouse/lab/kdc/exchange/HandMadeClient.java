package org.gatehouse.lab.kdc.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kerby.asn1.type.Asn1Type;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.CheckSumHandler;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.ap.ApOptions;
import org.apache.kerby.kerberos.kerb.type.ap.ApReq;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.EncAsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.EncKdcRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.EncTgsRepPart;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOptions;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.TgsReq;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.pa.PaEncTsEnc;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** Makes requests field by field, so that a test can spoil any of them, and opens the answers. */
public final class HandMadeClient {
    static final String REALM = "LAB.LOCALHOST";

    private final UnaryOperator<byte[]> kdc;
    private final InstantSource clock;
    private final String home;

    /** Two authenticators of the same instant would be replays of each other. */
    private final AtomicInteger microseconds = new AtomicInteger();

    public HandMadeClient(UnaryOperator<byte[]> kdc, InstantSource clock) {
        this(kdc, clock, REALM);
    }

    /** @param home the client's own realm, which it asks unless it is told otherwise */
    public HandMadeClient(UnaryOperator<byte[]> kdc, InstantSource clock, String home) {
        this.kdc = kdc;
        this.clock = clock;
        this.home = home;
    }

    /** What a test wants other than {@link #body} has it. */
    @FunctionalInterface
    public interface BodyChange {
        void apply(KdcReqBody body);
    }

    /** A ticket and what goes with it. */
    public record Credential(KerberosName client, Ticket ticket, EncKdcRepPart part) {
        EncryptionKey sessionKey() {
            return part.getKey();
        }

        boolean has(TicketFlag flag) {
            return part.getFlags().isFlagSet(flag);
        }
    }

    byte[] send(byte[] request) {
        return kdc.apply(request);
    }

    public static KrbError error(byte[] reply) {
        return decode(reply, KrbError.class);
    }

    public static int errorCode(byte[] reply) {
        return error(reply).getErrorCode().getValue();
    }

    static <T extends Asn1Type> T decode(byte[] bytes, Class<T> type) {
        try {
            return KerbyCodec.decode(bytes, type);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    public AsReq asReq(KerberosName client, KerberosName service, BodyChange... changes) {
        KdcReqBody body = body(service);
        body.setCname(client.toPrincipalName());
        Arrays.stream(changes).forEach(change -> change.apply(body));
        AsReq request = new AsReq();
        request.setReqBody(body);
        return request;
    }

    public AsReq asReq(String client, BodyChange... changes) {
        return asReq(KerberosName.principal(client), KerberosName.ticketGrantingService(home), changes);
    }

    /** With a proof of the key. */
    AsReq proved(AsReq request, EncryptionKey key) {
        return proved(request, key, clock.instant());
    }

    AsReq proved(AsReq request, EncryptionKey key, Instant time) {
        PaEncTsEnc timestamp = new PaEncTsEnc();
        timestamp.setPaTimestamp(KerberosTimes.kerberosTime(time));
        timestamp.setPaUsec(KerberosTimes.microseconds(time));
        EncryptedData sealed = Sealing.seal(timestamp, key, KeyUsage.AS_REQ_PA_ENC_TS);
        request.addPaData(new PaDataEntry(PaDataType.ENC_TIMESTAMP, KerbyCodec.encode(sealed)));
        return request;
    }

    public Credential signOn(String user, String password, BodyChange... changes) {
        EncryptionKey key = key(password, home + user, Etype.AES256_SHA1);
        AsReq request = proved(asReq(user, changes), key);
        return open(decode(send(KerbyCodec.encode(request)), AsRep.class), key);
    }

    Credential open(AsRep reply, EncryptionKey key) {
        try {
            EncAsRepPart part =
                    Sealing.open(reply.getEncryptedEncPart(), key, KeyUsage.AS_REP_ENCPART, EncAsRepPart.class);
            return new Credential(KerberosName.of(reply.getCname()), reply.getTicket(), part);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    public byte[] tgsReq(Credential tgt, KerberosName service, BodyChange... changes) {
        KdcReqBody body = body(service);
        Arrays.stream(changes).forEach(change -> change.apply(body));
        return tgsReq(tgt, body, authenticator(tgt, body));
    }

    public byte[] tgsReq(Credential tgt, String service, BodyChange... changes) {
        return tgsReq(tgt, spn(service), changes);
    }

    public byte[] tgsReq(Credential tgt, KdcReqBody body, Authenticator authenticator) {
        ApReq apReq = new ApReq();
        apReq.setApOptions(new ApOptions());
        apReq.setTicket(tgt.ticket());
        apReq.setEncryptedAuthenticator(Sealing.seal(authenticator, tgt.sessionKey(), KeyUsage.TGS_REQ_AUTH));
        TgsReq request = new TgsReq();
        request.addPaData(new PaDataEntry(PaDataType.TGS_REQ, KerbyCodec.encode(apReq)));
        request.setReqBody(body);
        return KerbyCodec.encode(request);
    }

    Authenticator authenticator(Credential tgt, KdcReqBody body) {
        Authenticator authenticator = new Authenticator();
        authenticator.setCrealm(home);
        authenticator.setCname(tgt.client().toPrincipalName());
        authenticator.setCtime(KerberosTimes.kerberosTime(clock.instant()));
        authenticator.setCusec(microseconds.incrementAndGet());
        try {
            Etype type = Etype.of(tgt.sessionKey().getKeyType().getValue()).orElseThrow();
            authenticator.setCksum(CheckSumHandler.checksumWithKey(
                    type.checksum(),
                    KerbyCodec.encode(body),
                    tgt.sessionKey().getKeyData(),
                    KeyUsage.TGS_REQ_AUTH_CKSUM));
        } catch (KrbException e) {
            throw new AssertionError(e);
        }
        return authenticator;
    }

    public Credential ticketFor(Credential tgt, String service, BodyChange... changes) {
        return ticketFor(tgt, spn(service), changes);
    }

    public Credential ticketFor(Credential tgt, KerberosName service, BodyChange... changes) {
        byte[] reply = send(tgsReq(tgt, service, changes));
        return open(decode(reply, TgsRep.class), tgt.sessionKey(), KeyUsage.TGS_REP_ENCPART_SESSKEY);
    }

    Credential open(TgsRep reply, EncryptionKey key, KeyUsage usage) {
        try {
            EncTgsRepPart part = Sealing.open(reply.getEncryptedEncPart(), key, usage, EncTgsRepPart.class);
            return new Credential(KerberosName.of(reply.getCname()), reply.getTicket(), part);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    KdcReqBody body(KerberosName service) {
        KdcReqBody body = new KdcReqBody();
        body.setKdcOptions(new KdcOptions());
        body.setRealm(home);
        body.setSname(service.toPrincipalName());
        body.setTill(KerberosTimes.kerberosTime(clock.instant().plus(Duration.ofDays(1))));
        body.setNonce(4711);
        body.setEtypes(List.of(
                EncryptionType.AES256_CTS_HMAC_SHA1_96,
                EncryptionType.AES128_CTS_HMAC_SHA1_96,
                EncryptionType.ARCFOUR_HMAC));
        return body;
    }

    static BodyChange options(KdcOption... options) {
        return body -> {
            KdcOptions asked = new KdcOptions(); // a new one: Kerby does not encode a changed one again
            List.of(options).forEach(asked::setFlag);
            body.setKdcOptions(asked);
        };
    }

    /** Another realm's KDC is asked. */
    static BodyChange realm(String realm) {
        return body -> body.setRealm(realm);
    }

    static BodyChange etypes(Etype... types) {
        return body -> body.setEtypes(
                new ArrayList<>(Arrays.stream(types).map(Etype::kerby).toList()));
    }

    static KerberosName spn(String text) {
        return new KerberosName(KerberosName.NT_SRV_INST, List.of(text.split("/", -1)));
    }

    static EncryptionKey key(String password, String salt, Etype type) {
        try {
            return EncryptionHandler.string2Key(password, salt, null, type.kerby());
        } catch (KrbException e) {
            throw new AssertionError(e);
        }
    }
}
