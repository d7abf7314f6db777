package org.gatehouse.mechanism;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client has sent, by name: enough to tell one cause from another, and nothing of its content. It is made of
 * unverified input, for people to read; no decision rests on it.
 *
 * @param offered the mechanisms that SPNEGO's list names, in its order and each once; empty without a list
 * @param ticket the part of the ticket that is not encrypted; only of Kerberos
 */
public record TokenDescription(
        Content content, Framing framing, List<String> offered, Optional<TicketLabel> ticket, Length length) {
    public TokenDescription {
        offered = List.copyOf(offered);
    }

    /** What it is. */
    public enum Content {
        KERBEROS("Kerberos"),
        /** A ticket that is encrypted with another ticket's session key. */
        KERBEROS_USER_TO_USER("Kerberos user-to-user"),
        KERBEROS_AP_REP("a server's Kerberos answer (AP-REP)"),
        KERBEROS_ERROR("a server's Kerberos error (KRB-ERROR)"),
        IAKERB("IAKERB"),
        NEGOEX("NegoEx"),
        NTLM_NEGOTIATE("NTLM (NEGOTIATE_MESSAGE)"),
        NTLM_CHALLENGE("a server's NTLM (CHALLENGE_MESSAGE)"),
        NTLM_AUTHENTICATE("NTLM (AUTHENTICATE_MESSAGE)"),
        /** It begins like NTLM, and is not one of its messages. */
        NTLM_UNKNOWN("NTLM (no known message)"),
        /** GSS-API with another identifier. */
        OTHER_MECHANISM("another mechanism"),
        /** SPNEGO without a mechanism's token in it. */
        NOTHING("no mechanism's token"),
        /** {@code Authorization: Basic}. */
        BASIC("Basic credentials"),
        BEARER("Bearer credentials"),
        OTHER_SCHEME("credentials of another scheme"),
        NOT_BASE64("something that is not base64"),
        JUNK("nothing that is known here");

        private final String displayName;

        Content(String displayName) {
            this.displayName = displayName;
        }

        /** With an article or without, to stand after "the token is". */
        public String displayName() {
            return displayName;
        }

        public boolean isNtlm() {
            return this == NTLM_NEGOTIATE
                    || this == NTLM_CHALLENGE
                    || this == NTLM_AUTHENTICATE
                    || this == NTLM_UNKNOWN;
        }
    }

    /** What it comes in. */
    public enum Framing {
        /** As it is: raw NTLM, a Kerberos message without GSS-API, another scheme. */
        NONE(""),
        /** An InitialContextToken (RFC 2743 §3.1), without SPNEGO. */
        GSS(" without SPNEGO"),
        /** NegTokenInit. */
        SPNEGO(" inside SPNEGO"),
        /** NegTokenResp: a token after the first. */
        SPNEGO_NEXT(" inside SPNEGO's next token");

        private final String suffix;

        Framing(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * What anyone can read of a ticket. The names are fit for a line of a log, between double quotes.
     *
     * @param service {@code HTTP/portal.example.com}
     * @param encryptionType of the service's key: {@code aes256-sha1}
     * @param kvno of the service's key, if the KDC names it
     */
    public record TicketLabel(String service, String realm, String encryptionType, OptionalLong kvno) {
        /** {@code "HTTP/portal.example.com@EXAMPLE.COM" (aes256-sha1, kvno 7)}. */
        @Override
        public String toString() {
            return "\"" + service + "@" + realm + "\" (" + encryptionType
                    + (kvno.isPresent() ? ", kvno " + kvno.getAsLong() : "") + ")";
        }
    }

    /**
     * How long it is.
     *
     * @param header characters of the header's value, its scheme included; 0 where only the token is known
     * @param token bytes of the token; 0 where there is none
     */
    public record Length(int header, int token) {}

    /** {@code NTLM (NEGOTIATE_MESSAGE) inside SPNEGO (offered: NTLM, Kerberos), 132 bytes, a header of 186 characters}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(content.displayName()).append(framing.suffix);
        ticket.ifPresent(label -> text.append(" for ").append(label));
        if (!offered.isEmpty()) {
            text.append(" (offered: ").append(String.join(", ", offered)).append(')');
        }
        if (length.token() > 0) {
            text.append(String.format(Locale.ROOT, ", %,d bytes", length.token()));
        }
        if (length.header() > 0) {
            text.append(String.format(Locale.ROOT, ", a header of %,d characters", length.header()));
        }
        return text.toString();
    }
}
