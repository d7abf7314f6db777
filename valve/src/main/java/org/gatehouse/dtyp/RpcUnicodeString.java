package org.gatehouse.dtyp;

import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * RPC_UNICODE_STRING ([MS-DTYP] 2.3.10) as it stands in a structure: its lengths. The text is the referent of its Buffer, and
 * follows later.
 *
 * @param field what it is called in the structure
 * @param length in bytes
 * @param maximumLength in bytes; even
 * @param hasBuffer whether the text follows; always, unless it is empty
 */
public record RpcUnicodeString(String field, int length, int maximumLength, boolean hasBuffer) {
    /** Reads the lengths and the pointer. */
    public static RpcUnicodeString read(NdrReader ndr, String field) throws WireException {
        ndr.begin(field);
        ndr.align(Integer.BYTES);
        int at = ndr.position();
        int length = ndr.uint16("Length");
        int maximumLength = ndr.uint16("MaximumLength");
        if (length % Character.BYTES != 0) {
            throw ndr.failure("Length", Reason.BAD_LENGTH, at);
        }
        if (length > maximumLength) {
            throw ndr.failure("MaximumLength", Reason.BAD_LENGTH, at + Short.BYTES);
        }
        boolean hasBuffer = ndr.arrayPointer("Buffer", length);
        ndr.finish();
        return new RpcUnicodeString(field, length, maximumLength / Character.BYTES * Character.BYTES, hasBuffer);
    }

    /** Reads the text, where it is this one's turn. It has no zeros, and its surrogates stand in pairs. */
    public String text(NdrReader ndr) throws WireException {
        return hasBuffer ? ndr.varyingText(field, maximumLength / Character.BYTES, length / Character.BYTES) : "";
    }
}
