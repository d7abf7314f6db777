package org.gatehouse.identity;

/**
 * Between whom a ticket is, as it has their names: nothing in them is escaped.
 *
 * @param client the components of the client's name, joined by slashes
 * @param clientRealm that issued the client's name
 * @param serviceRealm of the service's key
 */
public record TicketParties(String client, String clientRealm, String serviceRealm) {}
