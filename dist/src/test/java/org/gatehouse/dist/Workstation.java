package org.gatehouse.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.lab.Lab;

/** A user's computer in the lab's domain: MIT's kinit and curl, with a ticket cache of their own. */
final class Workstation {
    private static final int MAX_SECONDS = 60;

    private final Map<String, String> environment;

    /** @param cache need not exist yet */
    Workstation(Lab lab, Path cache) {
        environment = Map.of("KRB5_CONFIG", lab.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + cache, "LC_ALL", "C");
    }

    void kinit(String user, String password) throws IOException, InterruptedException {
        run(password + "\n", "kinit", user);
    }

    /**
     * Opens an address without ever offering a ticket.
     *
     * @param options as curl knows them
     */
    Response get(URI address, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-i", "--noproxy", "localhost"));
        command.addAll(List.of(options));
        command.add(address.toString());
        return Response.parse(run("", command.toArray(String[]::new)));
    }

    /** Opens an address as a browser would that signs on with the ticket in the cache. */
    Response signOn(URI address, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("--negotiate", "-u", ":"));
        all.addAll(List.of(options));
        return get(address, all.toArray(String[]::new));
    }

    private String run(String input, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(command[0] + ": " + output);
            }
            return output;
        } finally {
            process.destroyForcibly();
        }
    }
}
