package org.gatehouse.attack;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.wire.Bytes;

/** Values of the Authorization header, as an attacker or an odd client makes them. */
final class ForgedTokens {
    static final Bytes KERBEROS = oid("2a864886f712010202");
    static final Bytes MS_KERBEROS = oid("2a864882f712010202");
    static final Bytes USER_TO_USER = oid("2a864886f71201020203");
    static final Bytes NTLM = oid("2b06010401823702020a");
    static final Bytes NEGOEX = oid("2b06010401823702021e");
    static final Bytes LATE_FALLBACK = oid("2b060104018237020228");
    static final Bytes IAKERB = oid("2b0601050205");

    private ForgedTokens() {}

    private static Bytes oid(String content) {
        return Bytes.of(HexFormat.of().parseHex(content));
    }

    static String header(byte[] token) {
        return "Negotiate " + Base64.getEncoder().encodeToString(token);
    }

    static String header(Bytes token) {
        return header(token.toArray());
    }

    /** A token of alice that was never used, with something changed. */
    static String with(Consumer<Forge> change) {
        return header(Forge.with(change).spnego());
    }

    static String alice() {
        return with(forge -> {});
    }

    static String of(String user) {
        return with(user(user));
    }

    static Consumer<Forge> user(String... name) {
        return forge -> {
            forge.cname = List.of(name);
            forge.authenticatorName = List.of(name);
        };
    }

    static Consumer<Forge> realm(String realm) {
        return forge -> {
            forge.crealm = realm;
            forge.authenticatorRealm = realm;
        };
    }

    /** The AP-REQ without the framing of RFC 2743, which in a forge is 60 len 06 09 OID 01 00. */
    static byte[] unframed(Forge forge) {
        byte[] token = forge.kerberos().toArray();
        int start = token[1] >= 0 ? 2 : 2 + (token[1] & 0x7f);
        int oid = start + 2 + token[start + 1];
        return Arrays.copyOfRange(token, oid + 2, token.length);
    }

    /** The first token of a negotiation with this list and this optimistic token. */
    static byte[] offer(List<Bytes> mechanisms, byte[] token) {
        return Forge.negTokenInit(mechanisms, Bytes.of(token)).toArray();
    }

    /** A token of a mechanism: 60 len 06 len OID and what follows. */
    static byte[] framed(Bytes oid, byte[] inner) {
        byte[] identifier = oid.toArray();
        return tlv(0x60, concat(tlv(0x06, identifier), inner));
    }

    static byte[] tlv(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
        return concat(head, content);
    }

    static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    /** The token that a response has in its WWW-Authenticate, if it has one. */
    static Optional<byte[]> answered(HttpResponse<?> response) {
        return response.headers().allValues("WWW-Authenticate").stream()
                .filter(value -> value.startsWith("Negotiate "))
                .map(value -> Base64.getDecoder().decode(value.substring(10).strip()))
                .findFirst();
    }

    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
