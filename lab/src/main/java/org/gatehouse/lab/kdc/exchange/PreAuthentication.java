package org.gatehouse.lab.kdc.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2;
import org.apache.kerby.kerberos.kerb.type.base.EtypeInfo2Entry;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.MethodData;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.pa.PaEncTsEnc;
import org.gatehouse.lab.kdc.account.AccountDirectory.Client;
import org.gatehouse.lab.kdc.account.Logons;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.policy.ClockSkew;
import org.gatehouse.lab.kdc.policy.Moment;

/**
 * The client proves its password by an encrypted timestamp, RFC 4120 §5.2.7.2, before it is given anything that could be
 * attacked off line. Padata of other kinds is passed over, as §5.2.7 asks.
 */
final class PreAuthentication {
    private final Moment moment;
    private final Logons logons;

    PreAuthentication(Moment moment, Logons logons) {
        this.moment = moment;
        this.logons = logons;
    }

    /** @param replyKey the client's key that it has shown to have or, unproved, that it will need */
    record Result(EncryptionKey replyKey, Etype replyKeyType, boolean proved) {}

    Result check(KdcRequest request, Client client) throws KdcException {
        List<Etype> common = request.etypes().stream()
                .flatMap(number -> Etype.of(number).stream())
                .filter(client.keys().etypes()::contains)
                .distinct()
                .toList();
        if (common.isEmpty()) {
            throw new KdcException(
                    KdcError.KDC_ERR_ETYPE_NOSUPP,
                    "the client offers %s, its account has %s"
                            .formatted(
                                    request.etypes().stream()
                                            .map(Etype::describe)
                                            .toList(),
                                    client.keys().etypes()));
        }
        Optional<byte[]> timestamp = request.padata(PaDataType.ENC_TIMESTAMP);
        if (timestamp.isPresent()) {
            return verify(timestamp.get(), common, client);
        }
        if (client.needsPreAuthentication()) {
            throw new KdcException(
                    KdcError.KDC_ERR_PREAUTH_REQUIRED,
                    KdcError.KDC_ERR_PREAUTH_REQUIRED.text(),
                    Optional.of(methodData(client, common)));
        }
        return new Result(client.keys().key(common.get(0)).orElseThrow(), common.get(0), false);
    }

    /** PA-ETYPE-INFO2 for the AS-REP: its only entry is the reply key's, RFC 4120 §5.2.7.5. */
    static PaData replyPadata(Client client, Etype replyKeyType) {
        PaData padata = new PaData();
        padata.addElement(etypeInfo2(client, List.of(replyKeyType)));
        return padata;
    }

    private Result verify(byte[] padata, List<Etype> common, Client client) throws KdcException {
        EncryptedData data = timestamp(padata, common, client);
        Etype type = Etype.of(data.getEType().getValue())
                .filter(common::contains)
                .orElseThrow(() -> new KdcException(
                        KdcError.KDC_ERR_ETYPE_NOSUPP, "the timestamp is encrypted with another type than offered"));
        EncryptionKey key = client.keys().key(type).orElseThrow();
        requireNear(opened(data, key, common, client));
        logons.rightPassword(client.account(), moment);
        return new Result(key, type, true);
    }

    private static EncryptedData timestamp(byte[] padata, List<Etype> common, Client client) throws KdcException {
        try {
            EncryptedData data = KerbyCodec.decode(padata, EncryptedData.class);
            if (data.getCipher() == null) {
                throw new MalformedMessageException("EncryptedData without cipher");
            }
            return data;
        } catch (MalformedMessageException e) {
            throw failed("malformed PA-ENC-TIMESTAMP: " + e.getMessage(), common, client);
        }
    }

    /** Only what does not open counts as a wrong password: nobody is locked out by malformed messages or by a clock. */
    private PaEncTsEnc opened(EncryptedData data, EncryptionKey key, List<Etype> common, Client client)
            throws KdcException {
        byte[] part;
        try {
            part = Sealing.open(data, key, KeyUsage.AS_REQ_PA_ENC_TS);
        } catch (MalformedMessageException e) {
            logons.wrongPassword(client.account(), moment);
            throw failed(KdcError.KDC_ERR_PREAUTH_FAILED.text(), common, client);
        }
        try {
            return KerbyCodec.decode(part, PaEncTsEnc.class);
        } catch (MalformedMessageException e) {
            throw failed("malformed PA-ENC-TS-ENC: " + e.getMessage(), common, client);
        }
    }

    /** With what the client needs to try again with the right key. */
    private static KdcException failed(String reason, List<Etype> common, Client client) {
        return new KdcException(KdcError.KDC_ERR_PREAUTH_FAILED, reason, Optional.of(methodData(client, common)));
    }

    private void requireNear(PaEncTsEnc timestamp) throws KdcException {
        if (timestamp.getPaTimestamp() == null) {
            throw new KdcException(KdcError.KDC_ERR_PREAUTH_FAILED, "PA-ENC-TS-ENC has no patimestamp");
        }
        Instant sent = KerberosTimes.instant(timestamp.getPaTimestamp(), timestamp.getPaUsec());
        ClockSkew.require(sent, moment);
    }

    private static byte[] methodData(Client client, List<Etype> types) {
        MethodData methods = new MethodData();
        methods.addElement(etypeInfo2(client, types));
        methods.addElement(new PaDataEntry(PaDataType.ENC_TIMESTAMP, new byte[0]));
        return KerbyCodec.encode(methods);
    }

    private static PaDataEntry etypeInfo2(Client client, List<Etype> types) {
        EtypeInfo2 info = new EtypeInfo2();
        types.forEach(type -> info.addElement(new Entry(client, type)));
        return new PaDataEntry(PaDataType.ETYPE_INFO2, KerbyCodec.encode(info));
    }

    private static final class Entry extends EtypeInfo2Entry {
        Entry(Client client, Etype type) {
            setEtype(type.kerby());
            if (type != Etype.RC4_HMAC) { // RFC 4757 knows no salt
                setFieldAs(
                        EtypeInfo2EntryField.SALT,
                        new KerberosName.Utf8String(client.keys().salt()));
            }
        }
    }
}
