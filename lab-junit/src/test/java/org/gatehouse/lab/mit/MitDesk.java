package org.gatehouse.lab.mit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;

/** Where alice sits in MIT's realm: a workstation with one ticket cache. */
final class MitDesk {
    static final String ALICE = "alice";
    static final String PASSWORD = "Wonderland1!";

    private static final Pattern SENT = Pattern.compile("> Authorization: Negotiate ([A-Za-z0-9+/=]+)");

    private final MitRealm realm;
    private final Path folder;
    private final Workstation workstation;

    /** @param folder for the tickets */
    MitDesk(MitRealm realm, Path folder) {
        this.realm = realm;
        this.folder = folder;
        this.workstation = new Workstation(realm, folder);
    }

    MitRealm realm() {
        return realm;
    }

    /** Of the files of this desk. */
    Path folder() {
        return folder;
    }

    /** Gets alice a ticket-granting ticket, and forgets the tickets of before. */
    MitDesk logOn() throws IOException {
        workstation.kinit(ALICE, PASSWORD).orThrow();
        return this;
    }

    /** Gets a ticket for a service. */
    Program.Result kvno(String... arguments) throws IOException {
        return workstation.kvno(arguments);
    }

    /** The tickets with their encryption types. */
    String klist() throws IOException {
        return workstation.klist().orThrow().output();
    }

    Path ticketCache() {
        return workstation.ticketCache();
    }

    /** Opens an address as a browser would that signs in. */
    Response signOn(URI address) throws IOException {
        return workstation.signOn(address);
    }

    /** The same by a clock that is ahead. */
    Response signOnAhead(URI address, Duration ahead) throws IOException {
        realm.workstationClock().setShift(ahead);
        try {
            return signOn(address);
        } finally {
            realm.workstationClock().setShift(Duration.ZERO);
        }
    }

    /** The token with which curl signs in to an address. */
    String token(URI address) throws IOException {
        return tokenOf(workstation.negotiate(address, "--verbose").orThrow());
    }

    /** The token that curl has sent, of which it tells with {@code --verbose}. */
    static String tokenOf(Program.Result curl) throws IOException {
        Matcher sent = SENT.matcher(curl.output());
        if (!sent.find()) {
            throw new IOException("curl sends no token");
        }
        return sent.group(1);
    }

    /** @param options of curl */
    Response open(URI address, List<String> options) throws IOException {
        return workstation.get(address, options.toArray(String[]::new));
    }

    /** Runs a program with the ticket cache. */
    Program.Result run(String input, String... command) throws IOException {
        return workstation.run(List.of(command), input);
    }
}
