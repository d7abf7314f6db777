package org.gatehouse.valve;

import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import org.gatehouse.identity.Identity;

/**
 * The signed-on user, as {@code request.getUserPrincipal()} gives him to an application. Serializable, for a session
 * manager that keeps sign-ons over a restart of Tomcat ({@code persistAuthentication}).
 *
 * @param name with the realm: {@code alice@EXAMPLE.COM}
 * @param realm {@code EXAMPLE.COM}
 * @param mechanism how he signed on: {@code Kerberos}
 * @param servicePrincipalName the name of this server that his ticket is for; of names that share a key, as those of one
 *     account do, the client could have written any
 * @param ticketEncryptionType {@code aes256-sha1}
 * @param mutualAuthentication whether this server proved to the client who it is
 * @param authenticationTime when he proved to the KDC who he is
 * @param ticketEndTime until when his ticket is valid
 */
public record SsoPrincipal(
        String name,
        String realm,
        String mechanism,
        String servicePrincipalName,
        String ticketEncryptionType,
        boolean mutualAuthentication,
        Instant authenticationTime,
        Instant ticketEndTime)
        implements Principal, Serializable {
    private static final long serialVersionUID = 1;

    static SsoPrincipal of(Identity identity) {
        return new SsoPrincipal(
                identity.qualifiedName(),
                identity.realm(),
                "Kerberos",
                identity.ticket().service(),
                identity.ticket().encryptionType().shortName(),
                identity.ticket().mutual(),
                identity.ticket().authenticationTime(),
                identity.ticket().endTime());
    }

    @Override
    public String getName() {
        return name;
    }
}
