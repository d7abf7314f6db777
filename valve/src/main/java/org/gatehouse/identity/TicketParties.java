package org.gatehouse.identity;

import java.util.List;

/**
 * Between whom a ticket is, as it has their names: nothing in them is escaped.
 *
 * @param client the components of the client's name
 * @param clientRealm that issued the client's name
 * @param serviceRealm of the service's key
 */
public record TicketParties(List<String> client, String clientRealm, String serviceRealm) {
    public TicketParties {
        client = List.copyOf(client);
    }
}
