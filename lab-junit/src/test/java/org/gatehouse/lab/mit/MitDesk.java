package org.gatehouse.lab.mit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final List<String> NEGOTIATE = List.of("--negotiate", "--user", ":");
    private static final Pattern SENT = Pattern.compile("> Authorization: Negotiate ([A-Za-z0-9+/=]+)");

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
        return open(address, NEGOTIATE);
    }

    /** The same by a clock that is ahead. */
    Response signOnAhead(URI address, Duration ahead) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("faketime", "--exclude-monotonic", "-f", "+" + ahead.toSeconds()));
        command.addAll(curl(address, NEGOTIATE));
        return Response.parse(run(command).output());
    }

    /** The token with which curl signs on to an address. */
    String token(URI address) throws IOException {
        List<String> options = new ArrayList<>(NEGOTIATE);
        options.add("--verbose");
        Matcher sent = SENT.matcher(run(curl(address, options)).output());
        if (!sent.find()) {
            throw new IOException("curl sends no token");
        }
        return sent.group(1);
    }

    /** @param options of curl */
    Response open(URI address, List<String> options) throws IOException {
        return Response.parse(run(curl(address, options)).output());
    }

    private static List<String> curl(URI address, List<String> options) {
        List<String> command = new ArrayList<>(
                List.of("curl", "--disable", "--silent", "--show-error", "--include", "--noproxy", "*"));
        command.addAll(List.of("--resolve", address.getHost() + ":" + address.getPort() + ":127.0.0.1"));
        command.addAll(options);
        command.add(address.toString());
        return command;
    }

    private Program.Result run(List<String> command) throws IOException {
        return run("", command.toArray(String[]::new)).orThrow();
    }

    /** Runs a program with the ticket cache. */
    Program.Result run(String input, String... command) throws IOException {
        Map<String, String> environment =
                Map.of("KRB5_CONFIG", realm.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + ticketCache());
        return Program.run(List.of(command), environment, input);
    }
}
