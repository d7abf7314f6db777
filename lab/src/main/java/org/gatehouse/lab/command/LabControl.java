package org.gatehouse.lab.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.lab.clock.ShiftedClock;

/** What the commands do to a lab: a running one, or in a test something that stands for it. */
public interface LabControl {
    /** At least one; the portal's comes first. */
    List<RealmControl> realms();

    /** The clock that the portal's valve goes by. */
    ShiftedClock portalClock();

    /** The clock of the computer that the lab's users sit at: the scripts start their programs with it. */
    ShiftedClock workstationClock();

    /** {@code http://portal.lab.localhost:8080/}. */
    URI portal();

    /** Where LDAP is spoken. */
    InetSocketAddress ldap();

    /** The portal's keytab. */
    Path keytab();

    /** Writes the portal's keytab again from the accounts as they are now, and lets the valve read it. */
    void renewKeytab() throws IOException;

    /** Returns everything to the state after the start. */
    void reset() throws IOException;
}
