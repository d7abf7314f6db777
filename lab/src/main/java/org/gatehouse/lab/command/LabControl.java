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

    /** The file that says whom the portal asks to sign in. */
    Path conditions();

    /**
     * Writes that file, and waits until the valve uses it.
     *
     * @throws IOException if the valve cannot use it, with its reason; the file stays
     */
    void changeConditions(String text) throws IOException;

    /** Writes that file; the valve uses it at once, or asks everyone if it cannot. */
    void restoreConditions(String text) throws IOException;

    /** Writes the portal's keytab again from the accounts as they are now, and lets the valve read it. */
    void renewKeytab() throws IOException;

    /** Returns everything to the state after the start. */
    void reset() throws IOException;
}
