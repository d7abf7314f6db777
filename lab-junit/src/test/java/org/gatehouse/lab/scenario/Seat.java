package org.gatehouse.lab.scenario;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.lab.client.Response;

/** Where one user sits, with one Kerberos client. What the client does not get it tells in its own words. */
interface Seat extends AutoCloseable {
    /**
     * Gets a ticket-granting ticket with a password.
     *
     * @param principal {@code alice}, or {@code carol@PARTNER.LOCALHOST}
     * @return what the client says if it gets none
     */
    Optional<String> logOn(String principal, String password) throws IOException;

    /** The same with the keys in a keytab. */
    Optional<String> logOnByKeytab(String principal, Path keytab) throws IOException;

    /**
     * Gets a ticket for the web server of a host.
     *
     * @return what the client says if it gets none
     */
    Optional<String> getTicket(URI address) throws Exception;

    /** Opens an address with a ticket for its host; without if there is none to be had, as browsers do. */
    Response open(URI address) throws Exception;

    @Override
    void close() throws IOException;
}
