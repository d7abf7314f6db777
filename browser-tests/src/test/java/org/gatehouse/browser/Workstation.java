package org.gatehouse.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.lab.Lab;

/** A user's computer in the lab's domain: where its Kerberos library finds the KDC and keeps the tickets. */
final class Workstation {
    private static final int MAX_SECONDS = 60;

    private final Map<String, String> environment;

    private Workstation(Lab lab, Path cache) {
        environment = Map.of("KRB5_CONFIG", lab.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + cache);
    }

    /** Nobody is logged on. */
    static Workstation empty(Lab lab, Path directory) {
        return new Workstation(lab, directory.resolve("no-tickets"));
    }

    static Workstation of(Lab lab, Path directory, String user, String password)
            throws IOException, InterruptedException {
        Workstation workstation = new Workstation(lab, directory.resolve("tickets-of-" + user));
        workstation.kinit(user, password);
        return workstation;
    }

    /** For every program that runs on it. */
    Map<String, String> environment() {
        return environment;
    }

    private void kinit(String user, String password) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("kinit", user).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process kinit = builder.start();
        try {
            try (OutputStream in = kinit.getOutputStream()) {
                in.write((password + "\n").getBytes(UTF_8));
            }
            String output = new String(kinit.getInputStream().readAllBytes(), UTF_8);
            if (!kinit.waitFor(MAX_SECONDS, TimeUnit.SECONDS) || kinit.exitValue() != 0) {
                throw new IOException("kinit " + user + ": " + output);
            }
        } finally {
            kinit.destroyForcibly();
        }
    }
}
