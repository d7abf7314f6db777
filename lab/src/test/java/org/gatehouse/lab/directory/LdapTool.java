package org.gatehouse.lab.directory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;

/** OpenLDAP's tools, a client that has nothing in common with the server. */
final class LdapTool {
    private final RunningDirectory running;
    private final List<String> credentials;

    private LdapTool(RunningDirectory running, List<String> credentials) {
        this.running = running;
        this.credentials = credentials;
    }

    static LdapTool as(RunningDirectory running, String name, String password) {
        return new LdapTool(running, List.of("-x", "-D", name, "-w", password));
    }

    static LdapTool asNobody(RunningDirectory running) {
        return new LdapTool(running, List.of("-x"));
    }

    /** Searches below the lab's domain. */
    Program.Result search(String... arguments) throws IOException {
        return run("ldapsearch", plain(), List.of("-LLL", "-o", "ldif-wrap=no", "-b", running.lab.suffix()), arguments);
    }

    Program.Result searchFrom(String base, String... arguments) throws IOException {
        return run("ldapsearch", plain(), List.of("-LLL", "-o", "ldif-wrap=no", "-b", base), arguments);
    }

    Program.Result overLdaps(String... arguments) throws IOException {
        String uri = "ldaps://127.0.0.1:" + running.directory.ldaps().getPort();
        return run("ldapsearch", uri, List.of("-LLL", "-b", running.lab.suffix()), arguments);
    }

    Program.Result overStartTls(String... arguments) throws IOException {
        return run(
                "ldapsearch",
                "ldap://127.0.0.1:" + running.directory.ldap().getPort(),
                List.of("-ZZ", "-LLL", "-b", running.lab.suffix()),
                arguments);
    }

    /** @param assertion {@code sn:Builder} */
    Program.Result compare(String dn, String assertion) throws IOException {
        return run("ldapcompare", plain(), List.of(), dn, assertion);
    }

    /** Makes the changes of an LDIF. */
    Program.Result modify(String ldif) throws IOException {
        List<String> command = new ArrayList<>(List.of("ldapmodify", "-H", plain()));
        command.addAll(credentials);
        return Program.run(command, environment(), ldif);
    }

    private String plain() {
        return "ldap://127.0.0.1:" + running.directory.ldap().getPort();
    }

    private Program.Result run(String program, String uri, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "-H", uri));
        command.addAll(credentials);
        command.addAll(options);
        command.addAll(List.of(arguments));
        return Program.run(command, environment(), "");
    }

    private Map<String, String> environment() {
        return Map.of("LDAPTLS_CACERT", running.caCertificate().toString());
    }
}
