package org.gatehouse.der;

import static org.gatehouse.wire.WireException.Reason.BAD_VALUE;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.WireException;

/** {@code YYYYMMDDHHMMSSZ}: the only form of a GeneralizedTime in Kerberos, without fractions and offsets (RFC 4120 5.2.3). */
final class GeneralizedTime {
    private static final int LENGTH = 15;

    private GeneralizedTime() {}

    /**
     * The time in the next {@code length} bytes.
     *
     * @param at where its element begins, for errors
     */
    static Instant read(ByteCursor cursor, String field, int length, int at) throws WireException {
        if (length != LENGTH) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        int year = digits(cursor, field, 4);
        int month = digits(cursor, field, 2);
        int day = digits(cursor, field, 2);
        int hour = digits(cursor, field, 2);
        int minute = digits(cursor, field, 2);
        int second = digits(cursor, field, 2);
        if (cursor.uint8(field) != 'Z') {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        if (hour > 23 || minute > 59 || second > 59) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
        } catch (DateTimeException e) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
    }

    private static int digits(ByteCursor cursor, String field, int count) throws WireException {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int at = cursor.position();
            int digit = cursor.uint8(field) - '0';
            if (digit < 0 || digit > 9) {
                throw cursor.failure(field, BAD_VALUE, at);
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
