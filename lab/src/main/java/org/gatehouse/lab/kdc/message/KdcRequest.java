package org.gatehouse.lab.kdc.message;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.KrbIntegers;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;

/**
 * KDC-REQ of RFC 4120 §5.4.1, decoded once: what is mandatory is there, what is optional is an {@link Optional}. Nothing
 * in it is authenticated yet.
 */
public final class KdcRequest {
    /** A client lists the types it can do; a dozen are in use. */
    private static final int MAX_ETYPES = 64;

    private static final int PVNO = 5;

    private final Exchange exchange;
    private final byte[] encoded;
    private final byte[] encodedBody;
    private final Body body;
    private final List<PaDataEntry> padata;
    private final Optional<KerberosName> cname;
    private final Optional<KerberosName> sname;

    private KdcRequest(Exchange exchange, byte[] encoded, byte[] encodedBody, List<PaDataEntry> padata)
            throws MalformedMessageException {
        this.exchange = exchange;
        this.encoded = encoded;
        this.encodedBody = encodedBody;
        this.padata = padata;
        this.body = KerbyCodec.decode(encodedBody, Body.class);
        body.requireMandatoryFields();
        this.cname = nameOf(body.getCname());
        this.sname = nameOf(body.getSname());
    }

    /**
     * Decodes an AS-REQ or a TGS-REQ.
     *
     * @throws KdcException for a message that is no request, of another version, or malformed
     */
    public static KdcRequest decode(byte[] message) throws KdcException {
        try {
            DerNode envelope = DerNode.parse(message);
            Exchange exchange = envelope.applicationTag()
                    .flatMap(Exchange::ofApplicationTag)
                    .orElseThrow(() -> new KdcException(KdcError.KRB_AP_ERR_MSG_TYPE));
            DerNode request = envelope.onlyChild();
            if (mandatory(request, 1).intValue() != PVNO) {
                throw new KdcException(KdcError.KDC_ERR_BAD_PVNO);
            }
            if (mandatory(request, 2).intValue() != exchange.requestType()) {
                throw new KdcException(KdcError.KRB_AP_ERR_MSG_TYPE);
            }
            Optional<DerNode> padata = request.field(3);
            List<PaDataEntry> entries = padata.isEmpty()
                    ? List.of()
                    : KerbyCodec.decode(padata.get().encoded(), PaData.class).getElements();
            return new KdcRequest(exchange, message, mandatory(request, 4).encoded(), List.copyOf(entries));
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_ERR_GENERIC, "malformed request: " + e.getMessage());
        }
    }

    private static DerNode mandatory(DerNode sequence, int field) throws MalformedMessageException {
        return sequence.field(field).orElseThrow(() -> new MalformedMessageException("no field [" + field + "]"));
    }

    private static Optional<KerberosName> nameOf(PrincipalName name) throws MalformedMessageException {
        return name == null ? Optional.empty() : Optional.of(KerberosName.of(name));
    }

    public Exchange exchange() {
        return exchange;
    }

    /** The whole message's own bytes. */
    public byte[] encoded() {
        return encoded;
    }

    /** The body's own bytes, over which the authenticator of a TGS-REQ has a checksum. */
    public byte[] encodedBody() {
        return encodedBody;
    }

    public boolean asks(KdcOption option) {
        return body.getKdcOptions().isFlagSet(option);
    }

    /** The value of the first element of this type. */
    public Optional<byte[]> padata(PaDataType type) {
        return padata.stream()
                .filter(entry -> entry.getPaDataType() == type)
                .findFirst()
                .map(entry -> entry.getPaDataValue());
    }

    /**
     * KERB-PA-PAC-REQUEST of [MS-KILE] 2.2.3: whether the client wants a PAC; empty if it leaves that to the KDC.
     *
     * @throws KdcException if it is malformed
     */
    public Optional<Boolean> pacWanted() throws KdcException {
        Optional<byte[]> value = padata(PaDataType.PAC_REQUEST);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] include = mandatory(DerNode.parse(value.get()), 0).content();
            if (include.length != 1) {
                throw new MalformedMessageException("no BOOLEAN");
            }
            return Optional.of(include[0] != 0);
        } catch (MalformedMessageException e) {
            throw new KdcException(KdcError.KRB_ERR_GENERIC, "malformed PA-PAC-REQUEST: " + e.getMessage());
        }
    }

    public Optional<KerberosName> cname() {
        return cname;
    }

    public Optional<KerberosName> sname() {
        return sname;
    }

    public String realm() {
        return body.getRealm();
    }

    public Optional<Instant> from() {
        return Optional.ofNullable(body.getFrom()).map(KerberosTimes::instant);
    }

    /** The end the client wishes; empty for the zero that means as late as possible. */
    public Optional<Instant> till() {
        return wish(body.getTill());
    }

    /** Until when the client wishes to renew; empty for as late as possible. */
    public Optional<Instant> rtime() {
        return Optional.ofNullable(body.getRtime()).flatMap(KdcRequest::wish);
    }

    /** To be returned as it came: UInt32, but there are clients that send it as a negative number. */
    public BigInteger nonce() {
        return body.nonce();
    }

    /** Numbers, known or not, in the client's order of preference. */
    public List<Integer> etypes() {
        return body.etypes();
    }

    public Optional<EncryptedData> authorizationData() {
        return Optional.ofNullable(body.getEncryptedAuthorizationData());
    }

    /** The first one, if it is complete. */
    public Optional<Ticket> additionalTicket() {
        return Optional.ofNullable(body.getAdditionalTickets()).stream()
                .flatMap(tickets -> tickets.getElements().stream())
                .findFirst()
                .filter(ticket -> ticket.getEncryptedEncPart() != null
                        && ticket.getEncryptedEncPart().getCipher() != null
                        && ticket.getEncryptedEncPart().getEType() != null);
    }

    private static Optional<Instant> wish(KerberosTime time) {
        Instant instant = KerberosTimes.instant(time);
        return instant.getEpochSecond() == 0 ? Optional.empty() : Optional.of(instant);
    }

    /** KDC-REQ-BODY with the values that Kerby's own accessors lose. Public for Kerby, which makes it by reflection. */
    public static final class Body extends KdcReqBody {
        /** For {@link KerbyCodec}. */
        public Body() {}

        void requireMandatoryFields() throws MalformedMessageException {
            boolean complete = getKdcOptions() != null
                    && getRealm() != null
                    && getTill() != null
                    && getFieldAs(KdcReqBodyField.NONCE, Asn1Integer.class) != null
                    && getFieldAs(KdcReqBodyField.ETYPE, KrbIntegers.class) != null;
            if (!complete) {
                throw new MalformedMessageException("KDC-REQ-BODY lacks a mandatory field");
            }
            if (etypes().size() > MAX_ETYPES) {
                throw new MalformedMessageException("KDC-REQ-BODY lists too many encryption types");
            }
        }

        BigInteger nonce() {
            return getFieldAs(KdcReqBodyField.NONCE, Asn1Integer.class).getValue();
        }

        List<Integer> etypes() {
            return new ArrayList<>(
                    getFieldAs(KdcReqBodyField.ETYPE, KrbIntegers.class).getValues());
        }
    }
}
