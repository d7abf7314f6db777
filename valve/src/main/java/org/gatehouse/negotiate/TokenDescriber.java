package org.gatehouse.negotiate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.http.Credentials;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.kerberos.IakerbToken;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.mechanism.TokenDescription.Content;
import org.gatehouse.mechanism.TokenDescription.Framing;
import org.gatehouse.mechanism.TokenDescription.Length;
import org.gatehouse.mechanism.TokenDescription.TicketLabel;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Names what a client has sent, whatever that is: for refusals and traces, when one of them asks. It reads with the same
 * parsers as the sign-in, decides nothing, throws nothing, and keeps nothing of a password, a token or a signature.
 */
public final class TokenDescriber {
    private static final Bytes NEGOEX_SIGNATURE = Bytes.of("NEGOEXTS".getBytes(StandardCharsets.US_ASCII));
    /** Longer values are described by their length only; tokens end before. */
    private static final int MAX_HEADER_LENGTH = 1 << 18;

    private static final int NEG_TOKEN_INIT = 0xa0;
    private static final int AP_REQ = 0x6e;
    private static final int AP_REP = 0x6f;
    private static final int KRB_ERROR = 0x7e;
    private static final int TOK_ID_OF_AP_REQ = 0x01;

    private TokenDescriber() {}

    /** The content of a token and what it came in. */
    private record Found(Content content, Framing framing, List<String> offered, Optional<TicketLabel> ticket) {
        Found(Content content, Framing framing) {
            this(content, framing, List.of(), Optional.empty());
        }

        Found inside(Framing outer, List<String> offer) {
            return new Found(content, outer, offer, ticket);
        }

        TokenDescription as(Length length) {
            return new TokenDescription(content, framing, offered, ticket, length);
        }
    }

    /** What a request has in its first Authorization header; empty if it has none. */
    public static Optional<TokenDescription> sent(AuthorizationHeader header, Credentials credentials) {
        if (header.values().isEmpty()) {
            return Optional.empty();
        }
        Bytes value = header.values().get(0);
        return Optional.of(credentials.fold(
                negotiate -> decoded(negotiate.token(), value.length()),
                ntlm -> decoded(ntlm.message(), value.length()),
                basic -> new Found(Content.BASIC, Framing.NONE).as(new Length(value.length(), 0)),
                other -> ofAuthorization(value)));
    }

    private static TokenDescription decoded(Bytes token, int headerLength) {
        return found(token).as(new Length(headerLength, token.length()));
    }

    /** The value of an {@code Authorization} header that nobody has decoded. */
    public static TokenDescription ofAuthorization(Bytes value) {
        int end = schemeEnd(value);
        String scheme = ascii(value.slice(0, end)).toLowerCase(Locale.ROOT);
        int length = value.length();
        return switch (scheme) {
            case "negotiate", "ntlm", "kerberos" -> ofBase64(value.slice(end, length - end), length);
            case "basic" -> new Found(Content.BASIC, Framing.NONE).as(new Length(length, 0));
            case "bearer" -> new Found(Content.BEARER, Framing.NONE).as(new Length(length, 0));
            default -> new Found(Content.OTHER_SCHEME, Framing.NONE).as(new Length(length, 0));
        };
    }

    /** A token, without its base64. */
    public static TokenDescription of(Bytes token) {
        return found(token).as(new Length(0, token.length()));
    }

    private static TokenDescription ofBase64(Bytes text, int headerLength) {
        if (headerLength > MAX_HEADER_LENGTH) {
            return new Found(Content.JUNK, Framing.NONE).as(new Length(headerLength, 0));
        }
        try {
            return decoded(Bytes.of(Base64.getDecoder().decode(ascii(text).strip())), headerLength);
        } catch (IllegalArgumentException e) {
            return new Found(Content.NOT_BASE64, Framing.NONE).as(new Length(headerLength, 0));
        }
    }

    private static Found found(Bytes token) {
        return switch (firstOctet(token)) {
            case InitialContextToken.TAG -> framed(token, true);
            case NEG_TOKEN_INIT -> first(token);
            case NegTokenResp.TAG -> next(token);
            default -> message(token);
        };
    }

    /** A mechanism's token inside SPNEGO, which may be anything but SPNEGO. */
    private static Found inner(Optional<Bytes> mechToken) {
        if (mechToken.isEmpty()) {
            return new Found(Content.NOTHING, Framing.NONE);
        }
        Bytes token = mechToken.get();
        return firstOctet(token) == InitialContextToken.TAG ? framed(token, false) : message(token);
    }

    /** What begins with its own signature or tag, without GSS-API around it. */
    private static Found message(Bytes token) {
        if (NtlmSignature.startsNtlm(token)) {
            return new Found(ntlm(token), Framing.NONE);
        }
        if (token.startsWith(NEGOEX_SIGNATURE)) {
            return new Found(Content.NEGOEX, Framing.NONE);
        }
        return switch (firstOctet(token)) {
            case AP_REQ -> apReq(token, Framing.NONE);
            case AP_REP -> new Found(Content.KERBEROS_AP_REP, Framing.NONE);
            case KRB_ERROR -> new Found(Content.KERBEROS_ERROR, Framing.NONE);
            case TOK_ID_OF_AP_REQ ->
                UnframedApReq.isOne(token)
                        ? apReq(token.slice(Short.BYTES, token.length() - Short.BYTES), Framing.NONE)
                        : new Found(Content.JUNK, Framing.NONE);
            default -> new Found(isOlderIakerb(token) ? Content.IAKERB : Content.JUNK, Framing.NONE);
        };
    }

    /** MIT Kerberos before 1.22 left the framing out after its first token. */
    private static boolean isOlderIakerb(Bytes token) {
        try {
            return IakerbToken.parse(token).targetRealm().isPresent();
        } catch (WireException e) {
            return false;
        }
    }

    private static Found first(Bytes token) {
        try {
            NegTokenInit init = NegTokenInit.parse(token);
            return inner(init.mechToken()).inside(Framing.SPNEGO, OfferedMechanisms.names(init));
        } catch (WireException e) {
            return new Found(Content.JUNK, Framing.SPNEGO);
        }
    }

    private static Found next(Bytes token) {
        try {
            return inner(NegTokenResp.parse(token).responseToken()).inside(Framing.SPNEGO_NEXT, List.of());
        } catch (WireException e) {
            return new Found(Content.JUNK, Framing.SPNEGO_NEXT);
        }
    }

    private static Found framed(Bytes token, boolean outermost) {
        try {
            InitialContextToken initial = InitialContextToken.parse(token);
            Optional<MechanismOid> mechanism = MechanismOid.of(initial.thisMech());
            if (mechanism.isEmpty()) {
                return new Found(Content.OTHER_MECHANISM, Framing.GSS);
            }
            return switch (mechanism.get()) {
                case SPNEGO -> outermost ? first(initial.innerToken()) : new Found(Content.JUNK, Framing.GSS);
                case KERBEROS, MS_KERBEROS -> kerberos(initial.innerToken());
                case KERBEROS_USER_TO_USER -> new Found(Content.KERBEROS_USER_TO_USER, Framing.GSS);
                case IAKERB -> new Found(Content.IAKERB, Framing.GSS);
                case NTLMSSP -> new Found(ntlm(initial.innerToken()), Framing.GSS);
                case NEGOEX -> new Found(Content.NEGOEX, Framing.GSS);
                case NEGOTIATE_LATE_FALLBACK -> new Found(Content.OTHER_MECHANISM, Framing.GSS);
            };
        } catch (WireException e) {
            return new Found(Content.JUNK, Framing.NONE);
        }
    }

    private static Found kerberos(Bytes innerToken) {
        Optional<GssTokenId> id = GssTokenId.of(innerToken);
        if (id.isEmpty()) {
            return new Found(Content.JUNK, Framing.GSS);
        }
        return switch (id.get()) {
            case AP_REQ -> apReq(innerToken.slice(Short.BYTES, innerToken.length() - Short.BYTES), Framing.GSS);
            case AP_REP -> new Found(Content.KERBEROS_AP_REP, Framing.GSS);
            case KRB_ERROR -> new Found(Content.KERBEROS_ERROR, Framing.GSS);
        };
    }

    private static Found apReq(Bytes message, Framing framing) {
        try {
            ApReq apReq = ApReq.parse(message);
            Content content = apReq.useSessionKey() ? Content.KERBEROS_USER_TO_USER : Content.KERBEROS;
            return new Found(content, framing, List.of(), Optional.of(label(apReq.ticket())));
        } catch (WireException e) {
            return new Found(Content.KERBEROS, framing);
        }
    }

    private static TicketLabel label(Ticket ticket) {
        return new TicketLabel(
                Printable.of(ticket.sname().toString()),
                Printable.of(ticket.realm()),
                EncryptionType.describe(ticket.encPart().etype()),
                ticket.encPart().kvno());
    }

    /** [MS-NLMP] 2.2.1: the MessageType follows the signature, little-endian. */
    private static Content ntlm(Bytes message) {
        if (!NtlmSignature.startsNtlm(message) || message.length() < 12) {
            return Content.NTLM_UNKNOWN;
        }
        int others = message.at(9) | message.at(10) | message.at(11);
        return switch (others == 0 ? message.at(8) : 0) {
            case 1 -> Content.NTLM_NEGOTIATE;
            case 2 -> Content.NTLM_CHALLENGE;
            case 3 -> Content.NTLM_AUTHENTICATE;
            default -> Content.NTLM_UNKNOWN;
        };
    }

    private static int firstOctet(Bytes token) {
        return token.isEmpty() ? -1 : token.at(0);
    }

    private static int schemeEnd(Bytes value) {
        int end = 0;
        while (end < value.length() && value.at(end) != ' ' && value.at(end) != '\t') {
            end++;
        }
        return end;
    }

    private static String ascii(Bytes text) {
        return new String(text.toArray(), StandardCharsets.ISO_8859_1);
    }
}
