package org.gatehouse.keytab;

import org.gatehouse.wire.Bytes;

/** Whether bytes are UTF-8, found out where they are: what is not may be a key, which should not be copied. */
final class Utf8 {
    private Utf8() {}

    static boolean isWellFormed(Bytes bytes) {
        int at = 0;
        while (at < bytes.length()) {
            int length = characterLength(bytes, at);
            if (length == 0) {
                return false;
            }
            at += length;
        }
        return true;
    }

    /** Of the character at an index, in bytes; 0 if there is none (RFC 3629 §4). */
    static int characterLength(Bytes bytes, int at) {
        int first = bytes.at(at);
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length > bytes.length() - at) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            int low = i > 1 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
            int high = i > 1 ? 0xbf : first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
            if (bytes.at(at + i) < low || bytes.at(at + i) > high) {
                return 0;
            }
        }
        return length;
    }
}
