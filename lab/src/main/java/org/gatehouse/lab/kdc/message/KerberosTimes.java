package org.gatehouse.lab.kdc.message;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;

/** KerberosTime of RFC 4120 §5.2.3, whole seconds, where the KDC reckons with {@link Instant}. */
public final class KerberosTimes {
    private KerberosTimes() {}

    public static Instant instant(KerberosTime time) {
        return Instant.ofEpochMilli(time.getTime());
    }

    /** The time and the microseconds that go with it. */
    public static Instant instant(KerberosTime time, int microseconds) {
        return instant(time).plusNanos(1000L * Math.max(0, Math.min(999_999, microseconds)));
    }

    public static KerberosTime kerberosTime(Instant instant) {
        return new KerberosTime(instant.getEpochSecond() * 1000);
    }

    public static int microseconds(Instant instant) {
        return instant.get(ChronoField.MICRO_OF_SECOND);
    }

    /** A ticket without start time is valid from the authentication on, RFC 4120 §5.3. */
    public static Instant startOf(EncTicketPart ticket) {
        return instant(Optional.ofNullable(ticket.getStartTime()).orElse(ticket.getAuthTime()));
    }
}
