package org.gatehouse.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.Program;

/** A user's computer in the lab's domain: where its Kerberos library finds the KDC and keeps the tickets. */
final class Workstation {
    private final Map<String, String> environment;

    private Workstation(Lab lab, Path cache) {
        environment = Map.of("KRB5_CONFIG", lab.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + cache);
    }

    /** Nobody is logged on. */
    static Workstation empty(Lab lab, Path directory) {
        return new Workstation(lab, directory.resolve("no-tickets"));
    }

    static Workstation of(Lab lab, Path directory, String user, String password) throws IOException {
        Workstation workstation = new Workstation(lab, directory.resolve("tickets-of-" + user));
        workstation.kinit(user, password);
        return workstation;
    }

    /** For every program that runs on it. */
    Map<String, String> environment() {
        return environment;
    }

    private void kinit(String user, String password) throws IOException {
        Program.Result kinit = Program.run(List.of("kinit", user), environment, password + "\n");
        if (kinit.status() != 0) {
            throw new IOException("kinit " + user + ": " + kinit.output());
        }
    }
}
