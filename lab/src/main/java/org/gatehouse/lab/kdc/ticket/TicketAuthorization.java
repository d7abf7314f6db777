package org.gatehouse.lab.kdc.ticket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationDataEntry;
import org.gatehouse.lab.kdc.pac.PacDraft;
import org.gatehouse.lab.kdc.pac.TicketPac;

/**
 * The authorization data of a ticket. The PAC comes first: there services look for it.
 *
 * @param others what else restricts the ticket
 */
public record TicketAuthorization(Optional<PacDraft> pac, List<AuthorizationDataEntry> others) {
    public static final TicketAuthorization NONE = new TicketAuthorization(Optional.empty(), List.of());

    public TicketAuthorization {
        others = List.copyOf(others);
    }

    /** The elements, with these bytes as the PAC where there is one; empty where there are none. */
    Optional<AuthorizationData> elements(Optional<byte[]> signedPac) {
        List<AuthorizationDataEntry> all = new ArrayList<>();
        signedPac.map(TicketPac::element).ifPresent(all::add);
        all.addAll(others);
        AuthorizationData data = new AuthorizationData();
        all.forEach(data::addElement);
        return all.isEmpty() ? Optional.empty() : Optional.of(data);
    }
}
