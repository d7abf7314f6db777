package org.gatehouse.lab.mit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;

/**
 * Where a user of the realm sits: MIT's programs and curl with one ticket cache.
 *
 * @param folder for the tickets
 */
record MitDesk(MitRealm realm, Path folder) {
    static final String ALICE = "alice";
    static final String PASSWORD = "Wonderland1!";

    /** Gets alice a ticket-granting ticket, and forgets the tickets of before. */
    MitDesk logOn() throws IOException {
        run(PASSWORD + "\n", "kinit", ALICE).orThrow();
        return this;
    }

    /** Gets a ticket for a service. */
    Program.Result kvno(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kvno"));
        command.addAll(List.of(arguments));
        return run("", command.toArray(String[]::new));
    }

    /** The tickets with their encryption types. */
    String klist() throws IOException {
        return run("", "klist", "-e").orThrow().output();
    }

    Path ticketCache() {
        return folder.resolve("ccache");
    }

    /** Opens an address as a browser would that signs on. */
    Response signOn(URI address) throws IOException {
        return signOn(address, new String[0]);
    }

    /** The same by a clock that is ahead. */
    Response signOnAhead(URI address, Duration ahead) throws IOException {
        return signOn(address, "faketime", "--exclude-monotonic", "-f", "+" + ahead.toSeconds());
    }

    private Response signOn(URI address, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(
                List.of("curl", "--disable", "--silent", "--show-error", "--include", "--noproxy", "*", "--negotiate"));
        command.addAll(List.of("--user", ":", "--resolve", address.getHost() + ":" + address.getPort() + ":127.0.0.1"));
        command.add(address.toString());
        return Response.parse(run("", command.toArray(String[]::new)).orThrow().output());
    }

    /** Runs a program with the ticket cache. */
    Program.Result run(String input, String... command) throws IOException {
        Map<String, String> environment =
                Map.of("KRB5_CONFIG", realm.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + ticketCache());
        return Program.run(List.of(command), environment, input);
    }
}
