package org.gatehouse.kerberos;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * A client's token of IAKERB (draft-ietf-kitten-iakerb-03 §3), without its framing. It is read to say why a client sends it;
 * nothing of it is passed on to a KDC.
 *
 * @param targetRealm as the client wrote it, maybe empty; absent where the token has no IAKERB-HEADER
 * @param older whether it has the form of MIT Kerberos before 1.22
 */
public record IakerbToken(Optional<String> targetRealm, Content content, boolean older) {
    /** IAKERB_PROXY. */
    private static final int PROXY = 0x0501;

    private static final int AS_REQ = Tag.application(10);
    private static final int TGS_REQ = Tag.application(12);
    /** Context-specific tags of one octet end here. */
    private static final int LAST_NUMBER = 30;

    /** What a token carries. */
    public enum Content {
        /** Nothing after the header. */
        REALM_QUERY("no message: the client asks for this server's realm"),
        AS_REQ("an AS-REQ, with which a client gets its first ticket"),
        TGS_REQ("a TGS-REQ, with which a client gets a ticket for a service"),
        /** Of a client that needs no KDC. */
        AP_REQ("an AP-REQ");

        private final String description;

        Content(String description) {
            this.description = description;
        }

        /** {@code an AP-REQ}. */
        public String description() {
            return description;
        }
    }

    /** Parses what follows IAKERB's identifier in an InitialContextToken, or a token of the older form without framing. */
    public static IakerbToken parse(Bytes innerToken) throws WireException {
        ByteCursor cursor = innerToken.cursor("IAKERB");
        if (GssTokenId.of(innerToken).equals(Optional.of(GssTokenId.AP_REQ))) {
            ApReq.parse(GssTokenId.strip(innerToken));
            return new IakerbToken(Optional.empty(), Content.AP_REQ, false);
        }
        if (cursor.uint16Big("TOK_ID") != PROXY) {
            throw cursor.failure("TOK_ID", Reason.BAD_VALUE, 0);
        }
        DerReader der = new DerReader(cursor);
        der.enter("IAKERB-HEADER", Tag.SEQUENCE);
        boolean older = der.hasExplicit(Tag.OCTET_STRING);
        String targetRealm = targetRealm(der, older ? Tag.OCTET_STRING : Tag.UTF8_STRING);
        skipOthers(der);
        der.leave();
        Content content = message(der, cursor.peek());
        der.expectEnd();
        return new IakerbToken(Optional.of(targetRealm), content, older);
    }

    private static String targetRealm(DerReader der, int tag) throws WireException {
        der.enterExplicit(1, "target-realm", tag);
        Bytes realm = der.rest("UTF8String");
        if (realm.length() > PrincipalName.MAX_REALM_LENGTH) {
            throw der.failure("UTF8String", Reason.TOO_LONG);
        }
        der.leave();
        try {
            return realm.utf8();
        } catch (CharacterCodingException e) {
            throw der.failure("target-realm", Reason.BAD_VALUE);
        }
    }

    /** The cookie, the header-flags that Windows sends, and what later versions may add. */
    private static void skipOthers(DerReader der) throws WireException {
        for (int number = 2; number <= LAST_NUMBER; number++) {
            if (der.has(number)) {
                der.content("extension", Tag.context(number));
            }
        }
    }

    private static Content message(DerReader der, int tag) throws WireException {
        if (der.atEnd()) {
            return Content.REALM_QUERY;
        }
        if (tag == AS_REQ) {
            der.content("AS-REQ", AS_REQ);
            return Content.AS_REQ;
        }
        der.content("TGS-REQ", TGS_REQ);
        return Content.TGS_REQ;
    }
}
