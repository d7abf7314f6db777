package org.gatehouse.mechanism;

import java.util.Locale;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.NotAsked;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;
import org.gatehouse.text.BoundedList;
import org.gatehouse.text.Printable;

/** The words of a {@link SignInEvent}, for the log at debug. */
final class SignInTrace implements SignInEvent.Cases<String> {
    private SignInTrace() {}

    static String of(SignInEvent event) {
        return "[" + event.reference() + "] " + event.peer().address() + " "
                + event.decision().match(new SignInTrace()) + "; "
                + event.sent().map(token -> "sent: " + token).orElse("nothing was sent")
                + (event.responseLength() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; answered with %,d bytes", event.responseLength()));
    }

    @Override
    public String challenged(Challenged decision) {
        return "was asked to sign in";
    }

    @Override
    public String notAsked(NotAsked decision) {
        return "was not asked to sign in: " + decision.rule() + ": " + decision.why();
    }

    @Override
    public String continued(Continued decision) {
        return "was asked for the next token";
    }

    @Override
    public String accepted(Accepted decision) {
        Identity identity = decision.identity();
        return "signed in as " + Printable.quoted(identity.qualifiedName())
                + identity.evidence()
                        .fold(
                                SignInTrace::ticket,
                                ntlm -> " with NTLM, confirmed by the domain " + Printable.quoted(ntlm.domain()),
                                password -> " with a password" + ticket(password.ticket()))
                + identity.authorization().map(SignInTrace::authorization).orElse("; no PAC describes the user");
    }

    private static String authorization(Authorization known) {
        return "; account " + known.account().sid() + " with " + known.groups().size() + " groups"
                + (known.denyOnly().isEmpty() ? "" : ", " + known.denyOnly().size() + " for denials only")
                + known.dropped().entrySet().stream()
                        .map(dropped ->
                                "; not believed, since " + dropped.getKey().words() + ": "
                                        + BoundedList.of(dropped.getValue().stream()
                                                .map(Sid::toString)
                                                .toList()))
                        .sorted()
                        .collect(Collectors.joining())
                + known.unreadableClaims().stream()
                        .map(why -> "; claims left out that are " + why.text())
                        .collect(Collectors.joining())
                + (known.unknownBuffers() == 0
                        ? ""
                        : "; " + known.unknownBuffers() + " parts of the PAC are of unknown types");
    }

    @Override
    public String refused(Refused decision) {
        return "was refused with " + code(decision.failure());
    }

    @Override
    public String unavailable(Unavailable decision) {
        return "could not be signed in: " + code(decision.failure());
    }

    @Override
    public String abandoned(Abandoned decision) {
        return "never sent the next token: " + code(decision.failure());
    }

    private static String code(Failure failure) {
        return failure.code().toString();
    }

    private static String ticket(KerberosTicket ticket) {
        return " to " + Printable.quoted(ticket.service()) + "; ticket " + key(ticket.encryptionType()) + " with kvno "
                + ticket.kvno() + ", session key " + key(ticket.sessionEncryptionType()) + ", valid from "
                + ticket.startTime() + " to " + ticket.endTime() + ", of a logon at " + ticket.authenticationTime()
                + "; " + context(ticket.context());
    }

    /** {@code aes256-sha1 (256 bits)}. */
    private static String key(EncryptionType type) {
        return type.shortName() + " (" + type.keyLength() * Byte.SIZE + " bits)";
    }

    private static String context(ContextFacts context) {
        return "context flags " + (context.flagNames().isEmpty() ? "none" : String.join(" ", context.flagNames()))
                + (context.mutual() ? ", mutual authentication" : "")
                + (context.channelBound() ? ", channel bindings" : "")
                + (context.delegated() ? ", a delegated ticket" : "");
    }
}
