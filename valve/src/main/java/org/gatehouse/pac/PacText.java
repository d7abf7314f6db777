package org.gatehouse.pac;

import java.nio.charset.CharacterCodingException;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** Texts in those structures of a PAC that are not encoded with NDR: UTF-16, the lower byte first. */
final class PacText {
    private PacText() {}

    /**
     * Reads all of the cursor's window. A zero inside would shorten the text for some of its readers.
     *
     * @param field what errors name
     */
    static String read(ByteCursor cursor, String field) throws WireException {
        int at = cursor.position();
        Bytes bytes = cursor.bytes(field, cursor.remaining());
        if (bytes.length() % Character.BYTES != 0) {
            throw cursor.failure(field, Reason.BAD_LENGTH, at);
        }
        try {
            String text = bytes.utf16Little();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // refused as a zero is
        }
        throw cursor.failure(field, Reason.BAD_VALUE, at);
    }
}
