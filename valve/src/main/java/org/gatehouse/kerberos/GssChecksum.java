package org.gatehouse.kerberos;

import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * The checksum of type 0x8003 (RFC 4121 §4.1.1), which is none: it carries what GSS-API wants to say under the seal of
 * the authenticator.
 *
 * @param channelBindings Bnd: MD5 of the channel bindings; empty where the client has sent none (all zero)
 * @param flags of RFC 4121 §4.1.1.1
 * @param krbCred Deleg: a KRB-CRED message, if the client has forwarded a ticket-granting ticket
 */
public record GssChecksum(Bytes channelBindings, long flags, Optional<SecretBytes> krbCred) implements AutoCloseable {
    private static final int TYPE = 0x8003;
    private static final int BINDINGS_LENGTH = 16;
    /** The only value that DlgOpt has. */
    private static final int DELEGATION_OPTION = 1;

    private static final int DELEG = 0x01;
    private static final int MUTUAL = 0x02;
    /** GSS_C_DCE_STYLE (RFC 4757 §7.1). */
    private static final int DCE_STYLE = 0x1000;

    /** Empty if the checksum is of another type. */
    static Optional<GssChecksum> parse(DerReader der, int number) throws WireException {
        der.enterSequence(number, "cksum");
        long type = der.integer(0, "cksumtype", Integer.MIN_VALUE, Integer.MAX_VALUE);
        Bytes checksum = der.octets(1, "checksum");
        der.leave();
        return type == TYPE ? Optional.of(parse(checksum)) : Optional.empty();
    }

    /** Little-endian throughout. Nothing of the result is a view of {@code checksum}. What follows the fields is Exts, which are to be ignored. */
    private static GssChecksum parse(Bytes checksum) throws WireException {
        ByteCursor cursor = checksum.cursor("Authenticator.cksum");
        if (cursor.uint32Little("Lgth") != BINDINGS_LENGTH) {
            throw cursor.failure("Lgth", Reason.BAD_VALUE, 0);
        }
        Bytes bindings = cursor.bytes("Bnd", BINDINGS_LENGTH);
        long flags = cursor.uint32Little("Flags");
        Optional<SecretBytes> krbCred = (flags & DELEG) == 0 ? Optional.empty() : Optional.of(krbCred(cursor));
        return new GssChecksum(isZero(bindings) ? Bytes.EMPTY : Bytes.of(bindings.toArray()), flags, krbCred);
    }

    /** A KRB-CRED in full, or the flag that announces it is a lie. */
    private static SecretBytes krbCred(ByteCursor cursor) throws WireException {
        int at = cursor.position();
        if (cursor.uint16Little("DlgOpt") != DELEGATION_OPTION) {
            throw cursor.failure("DlgOpt", Reason.BAD_VALUE, at);
        }
        return SecretBytes.adopt(
                cursor.bytes("Deleg", cursor.uint16Little("Dlgth")).toArray());
    }

    private static boolean isZero(Bytes bytes) {
        int all = 0;
        for (int i = 0; i < bytes.length(); i++) {
            all |= bytes.at(i);
        }
        return all == 0;
    }

    /** Wipes the KRB-CRED message. */
    @Override
    public void close() {
        krbCred.ifPresent(SecretBytes::close);
    }

    /** Whether the client wants the exchange of DCE RPC, which has a third message and does not have GSS-API's framing. */
    public boolean dceStyle() {
        return (flags & DCE_STYLE) != 0;
    }

    public boolean mutual() {
        return (flags & MUTUAL) != 0;
    }

    /** Whether the client has sent a ticket-granting ticket along. */
    public boolean delegates() {
        return (flags & DELEG) != 0;
    }
}
