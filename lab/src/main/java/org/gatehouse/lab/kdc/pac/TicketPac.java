package org.gatehouse.lab.kdc.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationDataEntry;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.gatehouse.lab.kdc.message.DerNode;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/** Where in a ticket its PAC is: an AD-WIN2K-PAC in an AD-IF-RELEVANT ([MS-PAC] 3 and [MS-KILE] 3.3.5.6.4.1). */
public final class TicketPac {
    private static final int AUTHORIZATION_DATA = 10;

    private TicketPac() {}

    /** The element of authorization data with this PAC and nothing else. */
    public static AuthorizationDataEntry element(byte[] pac) {
        return ifRelevant(List.of(new AuthorizationDataEntry(AuthorizationType.AD_WIN2K_PAC, pac)));
    }

    private static AuthorizationDataEntry ifRelevant(List<AuthorizationDataEntry> entries) {
        AuthorizationData inner = new AuthorizationData();
        entries.forEach(inner::addElement);
        return new AuthorizationDataEntry(AuthorizationType.AD_IF_RELEVANT, KerbyCodec.encode(inner));
    }

    /**
     * The PAC of a ticket.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED for more than one, or for authorization data that cannot be read
     */
    public static Optional<byte[]> find(EncTicketPart ticket) throws KdcException {
        List<byte[]> found = new ArrayList<>();
        for (AuthorizationDataEntry outer : elements(ticket.getAuthorizationData())) {
            if (outer.getAuthzType() == AuthorizationType.AD_IF_RELEVANT) {
                inner(outer).stream()
                        .filter(TicketPac::isPac)
                        .map(AuthorizationDataEntry::getAuthzData)
                        .forEach(found::add);
            }
        }
        if (found.size() > 1) {
            throw SignedPac.modified("the ticket has more than one PAC");
        }
        return found.stream().findFirst();
    }

    /** The elements without any PAC that is in them, however deep in AD-IF-RELEVANT somebody may have put it. */
    public static List<AuthorizationDataEntry> withoutPac(List<AuthorizationDataEntry> data) throws KdcException {
        List<AuthorizationDataEntry> others = new ArrayList<>();
        for (AuthorizationDataEntry entry : data) {
            if (entry.getAuthzType() == AuthorizationType.AD_IF_RELEVANT) {
                List<AuthorizationDataEntry> inner = inner(entry);
                List<AuthorizationDataEntry> rest = withoutPac(inner);
                if (rest.equals(inner)) {
                    others.add(entry);
                } else if (!rest.isEmpty()) {
                    others.add(ifRelevant(rest));
                }
            } else if (!isPac(entry)) {
                others.add(entry);
            }
        }
        return others;
    }

    /**
     * What a ticket signature is of: the encoded EncTicketPart with one zero byte in the place of the PAC, [MS-PAC] 2.8.3.
     *
     * @throws MalformedMessageException if it has no PAC
     */
    static byte[] withoutPac(byte[] encTicketPart) throws MalformedMessageException {
        return withPac(encTicketPart, new byte[1]);
    }

    /**
     * The encoded EncTicketPart with something else in the place of the PAC, and every other byte as it was.
     *
     * @throws MalformedMessageException if it has no PAC
     */
    public static byte[] withPac(byte[] encTicketPart, byte[] pac) throws MalformedMessageException {
        DerNode ticket = DerNode.parse(encTicketPart);
        Optional<DerNode> data = ticket.onlyChild().field(AUTHORIZATION_DATA);
        for (DerNode outer : data.isEmpty() ? List.<DerNode>of() : data.get().children()) {
            if (type(outer) == AuthorizationType.AD_IF_RELEVANT.getValue()) {
                DerNode container = value(outer);
                DerNode content = DerNode.parse(container.content());
                for (DerNode inner : content.children()) {
                    if (type(inner) == AuthorizationType.AD_WIN2K_PAC.getValue()) {
                        byte[] changed = content.encodedWith(value(inner), DerNode.octetString(pac));
                        return ticket.encodedWith(container, DerNode.octetString(changed));
                    }
                }
            }
        }
        throw new MalformedMessageException("the ticket has no PAC");
    }

    /**
     * The four signatures of a service's ticket.
     *
     * @param encTicketPart as it was decrypted, with {@code serverKey}
     * @throws KdcException KRB_AP_ERR_MODIFIED if one is missing or wrong; a ticket without PAC has none
     */
    public static void requireSignatures(byte[] encTicketPart, EncryptionKey serverKey, List<EncryptionKey> krbtgt)
            throws KdcException, MalformedMessageException {
        Optional<byte[]> bytes = find(KerbyCodec.decode(encTicketPart, EncTicketPart.class));
        if (bytes.isPresent()) {
            SignedPac pac = SignedPac.parse(bytes.get());
            pac.requireServerSignature(serverKey);
            pac.requireKdcSignature(krbtgt);
            pac.requireTicketSignatures(krbtgt, withoutPac(encTicketPart));
        }
    }

    private static int type(DerNode element) throws MalformedMessageException {
        return element.field(0)
                .orElseThrow(() -> new MalformedMessageException("authorization data without type"))
                .intValue();
    }

    private static DerNode value(DerNode element) throws MalformedMessageException {
        return element.field(1).orElseThrow(() -> new MalformedMessageException("authorization data without value"));
    }

    private static List<AuthorizationDataEntry> inner(AuthorizationDataEntry outer) throws KdcException {
        try {
            return elements(KerbyCodec.decode(outer.getAuthzData(), AuthorizationData.class));
        } catch (MalformedMessageException e) {
            throw SignedPac.modified("AD-IF-RELEVANT: " + e.getMessage());
        }
    }

    /** Those of authorization data that may be absent. */
    public static List<AuthorizationDataEntry> elements(@Nullable AuthorizationData data) {
        return data == null ? List.of() : data.getElements();
    }

    private static boolean isPac(AuthorizationDataEntry entry) {
        return entry.getAuthzType() == AuthorizationType.AD_WIN2K_PAC;
    }
}
