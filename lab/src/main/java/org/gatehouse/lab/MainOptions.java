package org.gatehouse.lab;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The command line of {@link Main}. */
record MainOptions(int port, int kdcPort, int ldapPort, Optional<Path> domain, Path home, boolean help) {
    static final String USAGE = """
            Starts the Gatehouse lab: directory, KDC and Tomcat with the valve, until it is told to stop (SIGTERM, Ctrl-C).

            usage: java -jar gatehouse-lab.jar [--port N] [--kdc-port N] [--ldap-port N] [--domain FILE] [--home DIR]

              --port N       Tomcat's port; 8080
              --kdc-port N   the KDC's port, TCP and UDP; 10088
              --ldap-port N  the directory's port; 10389
                             0 stands for any free port; all are those of 127.0.0.1
              --domain FILE  another domain than the sample one, as an LDIF file
              --home DIR     where krb5.conf, http.keytab and, when all is ready, lab.properties are written; .lab
              --help         this text

            exit status: 0 it was stopped, 1 it failed, 2 a port or the home is in use, or an option or the domain file is wrong
            """;

    private static final Set<String> PORTS = Set.of("--port", "--kdc-port", "--ldap-port");
    private static final int MAX_PORT = 0xffff;

    /** The command line makes no sense; the message says why. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static MainOptions parse(String... arguments) throws UsageException {
        MainOptions options = new MainOptions(8080, 10088, 10389, Optional.empty(), Path.of(".lab"), false);
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            options = options.with(rest.next(), rest);
        }
        options.requireDifferentPorts();
        return options;
    }

    private MainOptions with(String argument, Iterator<String> rest) throws UsageException {
        if (argument.equals("--help")) {
            return new MainOptions(port, kdcPort, ldapPort, domain, home, true);
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        if (!PORTS.contains(name) && !name.equals("--domain") && !name.equals("--home")) {
            throw new UsageException("there is no option " + name);
        }
        if (equals < 0 && !rest.hasNext()) {
            throw new UsageException(name + " needs a value");
        }
        String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
        return switch (name) {
            case "--port" -> new MainOptions(portOf(name, value), kdcPort, ldapPort, domain, home, help);
            case "--kdc-port" -> new MainOptions(port, portOf(name, value), ldapPort, domain, home, help);
            case "--ldap-port" -> new MainOptions(port, kdcPort, portOf(name, value), domain, home, help);
            case "--domain" -> new MainOptions(port, kdcPort, ldapPort, Optional.of(pathOf(name, value)), home, help);
            default -> new MainOptions(port, kdcPort, ldapPort, domain, pathOf(name, value), help);
        };
    }

    private void requireDifferentPorts() throws UsageException {
        boolean same = (port != 0 && (port == kdcPort || port == ldapPort)) || (kdcPort != 0 && kdcPort == ldapPort);
        if (same) {
            throw new UsageException("--port, --kdc-port and --ldap-port have to be different");
        }
    }

    private static int portOf(String name, String value) throws UsageException {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > MAX_PORT) {
            throw new UsageException(name + " needs a number from 0 to " + MAX_PORT + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    private static Path pathOf(String name, String value) throws UsageException {
        try {
            if (!value.isEmpty()) {
                return Path.of(value);
            }
        } catch (InvalidPathException e) {
            // told below, like no value at all
        }
        throw new UsageException(name + " needs the name of a " + (name.equals("--home") ? "directory" : "file"));
    }
}
