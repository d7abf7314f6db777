package org.gatehouse.identity;

import java.time.Instant;

/**
 * The public facts of an accepted Kerberos ticket.
 *
 * @param service the name that the client asked the KDC for, e.g. {@code HTTP/portal.example.com@EXAMPLE.COM}
 * @param encryptionType that the ticket is sealed with, e.g. {@code aes256-sha1}
 * @param authenticationTime when the user proved who he is to the KDC
 * @param endTime until when the ticket is valid
 * @param mutual whether the client asked this server to prove who it is
 */
public record TicketFacts(
        String service, String encryptionType, Instant authenticationTime, Instant endTime, boolean mutual) {}
