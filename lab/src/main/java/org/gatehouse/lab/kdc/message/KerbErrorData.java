package org.gatehouse.lab.kdc.message;

import org.apache.kerby.asn1.Asn1FieldInfo;
import org.apache.kerby.asn1.EnumType;
import org.apache.kerby.asn1.ExplicitField;
import org.apache.kerby.asn1.type.Asn1Integer;
import org.apache.kerby.asn1.type.Asn1OctetString;
import org.apache.kerby.kerberos.kerb.type.KrbSequenceType;
import org.gatehouse.lab.account.NtStatus;

/** KERB-ERROR-DATA of [MS-KILE] 2.2.2 around a KERB-EXT-ERROR (2.2.1): the {@code e-data} that names an NTSTATUS. */
public final class KerbErrorData extends KrbSequenceType {
    /** KERB_ERR_TYPE_EXTENDED. */
    private static final int EXTENDED = 3;

    /** The only flag, always set. */
    private static final int FLAGS = 1;

    private enum Field implements EnumType {
        DATA_TYPE(0),
        DATA_VALUE(1);

        private final int position;

        Field(int position) {
            this.position = position;
        }

        /** For Kerby the position; the tag is another matter. */
        @Override
        public int getValue() {
            return position;
        }

        @Override
        public String getName() {
            return name();
        }
    }

    private KerbErrorData(byte[] value) {
        super(new Asn1FieldInfo[] {
            new ExplicitField(Field.DATA_TYPE, 1, Asn1Integer.class),
            new ExplicitField(Field.DATA_VALUE, 2, Asn1OctetString.class)
        });
        setFieldAs(Field.DATA_TYPE, new Asn1Integer(EXTENDED));
        setFieldAs(Field.DATA_VALUE, new Asn1OctetString(value));
    }

    static byte[] of(NtStatus status) {
        byte[] value = new byte[3 * Integer.BYTES]; // status, reserved, flags
        putLittleEndian(value, 0, status.number());
        putLittleEndian(value, 2 * Integer.BYTES, FLAGS);
        return KerbyCodec.encode(new KerbErrorData(value));
    }

    private static void putLittleEndian(byte[] target, int offset, int number) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[offset + i] = (byte) (number >>> (Byte.SIZE * i));
        }
    }
}
