package org.gatehouse.lab.kdc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.client.Program;

/** MIT's tools with a krb5.conf and a ticket cache of their own. A tool that is missing fails the test. */
final class MitClient {
    private final Path folder;

    /** @param libdefaults lines for the section, such as {@code udp_preference_limit = 1} for TCP */
    MitClient(Path folder, String realm, int port, String... libdefaults) throws IOException {
        this(folder, port, List.of(realm), ".localhost = " + realm, libdefaults);
    }

    /**
     * @param realms all on the same port; the first is the default one
     * @param domainRealm lines of that section
     */
    MitClient(Path folder, int port, List<String> realms, String domainRealm, String... libdefaults)
            throws IOException {
        this.folder = folder;
        String servers = realms.stream()
                .map(realm -> "    %s = {\n        kdc = 127.0.0.1:%d\n    }\n".formatted(realm, port))
                .collect(Collectors.joining());
        Files.writeString(folder.resolve("krb5.conf"), """
                [libdefaults]
                    default_realm = %s
                    dns_lookup_kdc = false
                    dns_lookup_realm = false
                    dns_canonicalize_hostname = false
                    rdns = false
                    %s
                [realms]
                %s
                [domain_realm]
                    %s
                """.formatted(
                        realms.get(0), String.join("\n    ", libdefaults), servers, domainRealm));
    }

    /**
     * @param output of both streams
     * @param trace of the Kerberos library
     */
    record Result(int status, String output, String trace) {}

    Result kinit(String principal, String password, String... options) throws IOException {
        return run(password + "\n", join("kinit", options, principal));
    }

    Result kvno(String... arguments) throws IOException {
        return run("", join("kvno", arguments));
    }

    String klist() throws IOException {
        return run("", List.of("klist", "-e", "-f")).output();
    }

    /** A program of the tests in a JVM of its own, with the same krb5.conf. */
    Result java(Class<?> program, String input, String... arguments) throws IOException {
        String configuration = "-Djava.security.krb5.conf=" + folder.resolve("krb5.conf");
        return run(input, Program.java(List.of(configuration), program, List.of(arguments)));
    }

    Result run(String input, List<String> command) throws IOException {
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        Map<String, String> environment = Map.of(
                "KRB5_CONFIG",
                folder.resolve("krb5.conf").toString(),
                "KRB5CCNAME",
                "FILE:" + folder.resolve("ccache"),
                "KRB5_TRACE",
                trace.toString(),
                "TZ",
                "UTC");
        Program.Result result = Program.run(command, environment, input);
        return new Result(result.status(), result.output(), Files.exists(trace) ? Files.readString(trace) : "");
    }

    private static List<String> join(String command, String[] arguments, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        all.addAll(List.of(more));
        return all;
    }
}
