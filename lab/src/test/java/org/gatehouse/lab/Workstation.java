package org.gatehouse.lab;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A computer of the lab's domain: MIT's tools, curl and a JVM with JGSS, which share one ticket cache. */
final class Workstation {
    private final Lab lab;
    private final Path folder;

    /** @param folder for its files, new for every user */
    Workstation(Lab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
    }

    Program.Result kinit(String user, String password) throws IOException {
        return Program.run(List.of("kinit", user), environment(), password + "\n");
    }

    Program.Result kvno(String servicePrincipalName) throws IOException {
        return Program.run(List.of("kvno", servicePrincipalName), environment(), "");
    }

    /** With the response's headers before its body. */
    Program.Result curl(URI url, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("curl", "--silent", "--show-error", "--include", "--noproxy", "*"));
        command.addAll(List.of(options));
        command.add(url.toString());
        return Program.run(command, environment(), "");
    }

    /** Signs on with the ticket that is there. */
    Program.Result negotiate(URI url, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--negotiate", "--user", ":"));
        all.addAll(List.of(options));
        return curl(url, all.toArray(String[]::new));
    }

    /** A Kerberos client of another make, in a JVM of its own since a JVM reads one krb5.conf. */
    Program.Result jgss(String... arguments) throws IOException {
        List<String> options = List.of(
                "-Djava.security.krb5.conf=" + lab.krb5Conf(), "-Djavax.security.auth.useSubjectCredsOnly=false");
        return Program.run(Program.java(options, JgssInitiator.class, List.of(arguments)), environment(), "");
    }

    Path cookies() {
        return folder.resolve("cookies");
    }

    private Map<String, String> environment() {
        return Map.of("KRB5_CONFIG", lab.krb5Conf().toString(), "KRB5CCNAME", "FILE:" + folder.resolve("ccache"));
    }
}
