package org.gatehouse.dist;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.Program;

/** A user's computer in the lab's domain: MIT's kinit and curl, with a ticket cache of their own. */
final class Workstation {
    private final Map<String, String> environment;

    /** @param cache need not exist yet */
    Workstation(Lab lab, Path cache) {
        environment = Map.of("KRB5_CONFIG", lab.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + cache);
    }

    void kinit(String user, String password) throws IOException {
        run(password + "\n", List.of("kinit", user));
    }

    /**
     * Opens an address without ever offering a ticket.
     *
     * @param options as curl knows them
     */
    Response get(URI address, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-i", "--noproxy", "localhost"));
        command.addAll(List.of(options));
        command.add(address.toString());
        return Response.parse(run("", command));
    }

    /** Opens an address as a browser would that signs on with the ticket in the cache. */
    Response signOn(URI address, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--negotiate", "-u", ":"));
        all.addAll(List.of(options));
        return get(address, all.toArray(String[]::new));
    }

    private String run(String input, List<String> command) throws IOException {
        Program.Result result = Program.run(command, environment, input);
        if (result.status() != 0) {
            throw new IOException(command.get(0) + ": " + result.output());
        }
        return result.output();
    }
}
