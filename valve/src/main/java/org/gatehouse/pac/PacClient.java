package org.gatehouse.pac;

import java.time.Instant;
import java.util.List;

/**
 * The client of the ticket that a PAC came in.
 *
 * @param cname the components of the name, as text and without any escaping
 * @param crealm the realm
 * @param authTime when the client got its initial ticket
 */
public record PacClient(List<String> cname, String crealm, Instant authTime) {
    /** As many components as the name has. */
    public PacClient {
        cname = List.copyOf(cname);
    }

    /** {@code HTTP/portal.example.com}: the components, separated by slashes. Slashes inside them are not escaped. */
    public String name() {
        return String.join("/", cname);
    }

    /** {@code alice@EXAMPLE.COM}. */
    public String nameAtRealm() {
        return name() + "@" + crealm;
    }
}
