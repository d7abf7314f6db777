package org.gatehouse.lab.kdc.message;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.kerby.asn1.Asn1FieldInfo;
import org.apache.kerby.asn1.EnumType;
import org.apache.kerby.asn1.ExplicitField;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.asn1.type.Asn1Type;
import org.apache.kerby.kerberos.kerb.type.KerberosString;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.KrbAppSequenceType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.HostAddresses;
import org.apache.kerby.kerberos.kerb.type.base.LastReq;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.pa.PaData;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlags;

/**
 * EncKDCRepPart of RFC 4120 §5.4.2 with the field that RFC 6806 §11 adds and Kerby does not know, {@code
 * encrypted-pa-data}; and with a nonce as large as the client's may be.
 */
public final class EncRepPart extends KrbAppSequenceType {
    /** The fields in their order, which is also their tag. */
    public enum Field implements EnumType {
        KEY(0, EncryptionKey.class),
        LAST_REQ(1, LastReq.class),
        NONCE(2, Asn1Integer.class),
        KEY_EXPIRATION(3, KerberosTime.class),
        FLAGS(4, TicketFlags.class),
        AUTHTIME(5, KerberosTime.class),
        STARTTIME(6, KerberosTime.class),
        ENDTIME(7, KerberosTime.class),
        RENEW_TILL(8, KerberosTime.class),
        SREALM(9, KerberosString.class),
        SNAME(10, PrincipalName.class),
        CADDR(11, HostAddresses.class),
        ENCRYPTED_PA_DATA(12, PaData.class);

        private final int position;
        private final Class<? extends Asn1Type> type;

        Field(int position, Class<? extends Asn1Type> type) {
            this.position = position;
            this.type = type;
        }

        @Override
        public int getValue() {
            return position;
        }

        @Override
        public String getName() {
            return name();
        }
    }

    /**
     * An empty one.
     *
     * @param tag of EncASRepPart or of EncTGSRepPart
     */
    public EncRepPart(int tag) {
        super(
                tag,
                EnumSet.allOf(Field.class).stream()
                        .map(field -> new ExplicitField(field, field.type))
                        .toArray(Asn1FieldInfo[]::new));
    }

    public void set(Field field, Asn1Type value) {
        setFieldAs(field, value);
    }

    public void setNonce(BigInteger nonce) {
        setFieldAs(Field.NONCE, new Asn1Integer(nonce));
    }

    Optional<PaData> encryptedPaData() {
        return Optional.ofNullable(getFieldAs(Field.ENCRYPTED_PA_DATA, PaData.class));
    }
}
