package org.gatehouse.kerberos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.der.DerWriter;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** TOK_ID (RFC 4121 §4.1): which Kerberos message a token of the mechanism carries. */
public enum GssTokenId {
    AP_REQ(0x0100, "an AP-REQ"),
    AP_REP(0x0200, "an AP-REP"),
    KRB_ERROR(0x0300, "a KRB-ERROR");

    private final int id;
    private final String message;

    GssTokenId(int id, String message) {
        this.id = id;
        this.message = message;
    }

    /** What a token of the mechanism begins with; empty if it is no message of the AP exchange. */
    public static Optional<GssTokenId> of(Bytes innerToken) {
        int found = number(innerToken);
        return Arrays.stream(values()).filter(known -> known.id == found).findFirst();
    }

    /** What a token of the mechanism carries, in words: {@code a KRB-ERROR}. */
    public static String describe(Bytes innerToken) {
        int id = number(innerToken);
        return of(innerToken)
                .map(known -> known.message)
                .orElseGet(() -> String.format(Locale.ROOT, "a message of TOK_ID %04x", id));
    }

    /** The message after a TOK_ID, which must be there. */
    public static Bytes strip(Bytes innerToken) throws WireException {
        ByteCursor cursor = innerToken.cursor("KRB5");
        cursor.uint16Big("TOK_ID");
        return cursor.bytes("message", cursor.remaining());
    }

    /** Writes it where the message follows. */
    public void write(DerWriter der) {
        der.raw(Bytes.of(new byte[] {(byte) (id >>> 8), (byte) id}));
    }

    private static int number(Bytes innerToken) {
        return innerToken.length() < Short.BYTES ? -1 : innerToken.at(0) << 8 | innerToken.at(1);
    }
}
