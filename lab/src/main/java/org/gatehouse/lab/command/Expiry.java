package org.gatehouse.lab.command;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gatehouse.text.Printable;

/** When an account expires. */
final class Expiry {
    static final UserChange NEVER = (holder, report) -> {
        holder.administration().setExpiry(holder.name(), Optional.empty());
        report.line(holder.name() + " never expires.");
    };

    private Expiry() {}

    /** At the time that comes next, if one comes; now if not. */
    static UserChange of(CommandArguments rest) throws CommandException {
        When when = rest.hasValue() ? parse(rest.next()) : InstantSource::instant;
        return (holder, report) -> {
            Instant now = holder.realm().clock().instant();
            Instant end = when.by(holder.realm().clock()).truncatedTo(ChronoUnit.SECONDS);
            holder.administration().setExpiry(holder.name(), Optional.of(end));
            if (end.isAfter(now)) {
                report.line(holder.name() + " expires at " + end + " by "
                        + holder.realm().name() + "'s clock.");
            } else {
                report.line(holder.name() + " has expired, at " + end + ".");
                report.note("logons are refused: KDC_ERR_CLIENT_REVOKED (18), STATUS_ACCOUNT_EXPIRED (c0000193).");
            }
        };
    }

    private static When parse(String text) throws CommandException {
        try {
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                Instant midnight =
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                return clock -> midnight;
            }
            if (text.matches("\\d{4}-.*T.*Z")) {
                Instant instant = Instant.parse(text);
                return clock -> instant;
            }
        } catch (DateTimeParseException e) {
            throw CommandException.wrongUsage("there is no such time as '" + Printable.of(text) + "'.");
        }
        if (!text.matches("[+-].*")) {
            throw CommandException.wrongUsage("'" + Printable.of(text)
                    + "' is no time: a day such as 2026-12-31, a time such as 2026-12-31T18:00:00Z, or one from now on"
                    + " such as +2h or -1d.");
        }
        var shift = DurationText.parse(text);
        return clock -> clock.instant().plus(shift);
    }

    /** A time that may depend on what the domain takes for now. */
    @FunctionalInterface
    private interface When {
        Instant by(InstantSource clock);
    }
}
