package org.gatehouse.pac;

import java.util.List;
import java.util.function.Consumer;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.pac.claims.ClaimsOutput;
import org.gatehouse.wire.Bytes;

/** Tickets with a PAC in them: each level of authorization data has one element. */
public final class PacTickets {
    private static final int IF_RELEVANT = 1;
    private static final int WIN2K_PAC = 128;
    private static final int CLIENT_CLAIMS = 13;

    private PacTickets() {}

    /** A ticket of alice with a PAC where KDCs put it. */
    public static Forge alice(Bytes pac) {
        return Forge.with(forge -> forge.ticketAuthorizationData = inside(element(WIN2K_PAC, pac)));
    }

    /**
     * A ticket of alice whose PAC has what is not believed, and what nobody understands: a group of another domain, a built-in
     * one, claims in a format that is not read, two buffers of unknown types.
     */
    public static Forge odd() {
        return alice(PacForge.with(info -> info.extraSids = List.of(
                        new LogonInfoForge.Group("S-1-5-21-9-9-9-512", 7), new LogonInfoForge.Group("S-1-5-32-544", 7)))
                .put(CLIENT_CLAIMS, ClaimsOutput.unreadable())
                .put(99, Bytes.of(new byte[8]))
                .put(0x7fff_ffff, Bytes.of(new byte[3]))
                .signed());
    }

    /** What stands in the ticket for authorization data with these elements below AD-IF-RELEVANT. */
    public static Consumer<DerWriter> inside(Bytes... elements) {
        return der -> {
            int data = der.beginExplicit(10, Tag.SEQUENCE);
            der.raw(element(IF_RELEVANT, sequence(elements)));
            der.endExplicit(data);
        };
    }

    /** An element with a PAC. */
    public static Bytes pac(Bytes pac) {
        return element(WIN2K_PAC, pac);
    }

    /** AD-IF-RELEVANT with these elements. */
    public static Bytes ifRelevant(Bytes... elements) {
        return element(IF_RELEVANT, sequence(elements));
    }

    /** An element of AuthorizationData (RFC 4120 §5.2.6). */
    public static Bytes element(int type, Bytes data) {
        DerWriter der = new DerWriter();
        int element = der.begin(Tag.SEQUENCE);
        der.integer(0, type);
        der.octets(1, data);
        der.end(element);
        return der.toBytes();
    }

    /** AuthorizationData with these elements. */
    public static Bytes sequence(Bytes... elements) {
        DerWriter der = new DerWriter();
        int sequence = der.begin(Tag.SEQUENCE);
        for (Bytes element : elements) {
            der.raw(element);
        }
        der.end(sequence);
        return der.toBytes();
    }
}
