package org.gatehouse.lab;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command line of {@link LabMain}.
 *
 * @param domains the files of the domains, the portal's first; none for those that come with the lab
 */
record MainOptions(LabPorts ports, List<Path> domains, Path home, boolean help) {
    static final String USAGE = """
            Starts the Gatehouse lab: directory, KDC and Tomcat with the valve, until it is told to stop (SIGTERM, Ctrl-C).

            usage: java -jar gatehouse-lab.jar [--port N] [--https-port N] [--kdc-port N] [--ldap-port N] [--ldaps-port N]
                                               [--domain FILE]... [--home DIR]

              --port N        Tomcat's port; 8080
              --https-port N  Tomcat's port for HTTPS; 8443
              --kdc-port N    the KDC's port, TCP and UDP; 10088
              --ldap-port N   the directory's port; 10389
              --ldaps-port N  the directory's port for LDAP over TLS; 10636
                              0 stands for any free port; all are those of 127.0.0.1
              --domain FILE   another domain than the sample ones, as an LDIF file; several if it trusts others, the
                              portal's first
              --home DIR      where krb5.conf, http.keytab, ca.pem and, when all is ready, lab.properties are written; .lab
              --help          this text

            exit status: 0 it was stopped, 1 it failed, 2 a port or the home is in use, or an option or a domain file is wrong
            """;

    private static final String PORT = "--port";
    private static final String HTTPS_PORT = "--https-port";
    private static final String KDC_PORT = "--kdc-port";
    private static final String LDAP_PORT = "--ldap-port";
    private static final String LDAPS_PORT = "--ldaps-port";

    /** The command line makes no sense; the message says why. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    static MainOptions parse(String... arguments) throws UsageException {
        Map<String, Integer> ports = defaultPorts();
        List<Path> domains = new ArrayList<>();
        Path home = Path.of(".lab");
        boolean help = false;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--help")) {
                help = true;
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!ports.containsKey(name) && !name.equals("--domain") && !name.equals("--home")) {
                throw new UsageException("there is no option " + name);
            }
            if (equals < 0 && !rest.hasNext()) {
                throw new UsageException(name + " needs a value");
            }
            String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
            switch (name) {
                case "--domain" -> domains.add(pathOf(name, value));
                case "--home" -> home = pathOf(name, value);
                default -> ports.put(name, portOf(name, value));
            }
        }
        return new MainOptions(labPorts(ports), List.copyOf(domains), home, help);
    }

    private static Map<String, Integer> defaultPorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put(PORT, 8080);
        ports.put(HTTPS_PORT, 8443);
        ports.put(KDC_PORT, 10088);
        ports.put(LDAP_PORT, 10389);
        ports.put(LDAPS_PORT, 10636);
        return ports;
    }

    private static LabPorts labPorts(Map<String, Integer> ports) throws UsageException {
        Map<Integer, String> names = new HashMap<>();
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            String other = port.getValue() == 0 ? null : names.putIfAbsent(port.getValue(), port.getKey());
            if (other != null) {
                throw new UsageException(
                        other + " and " + port.getKey() + " have to be different, but are both " + port.getValue());
            }
        }
        return new LabPorts(
                ports.getOrDefault(PORT, 0),
                ports.getOrDefault(HTTPS_PORT, 0),
                ports.getOrDefault(KDC_PORT, 0),
                ports.getOrDefault(LDAP_PORT, 0),
                ports.getOrDefault(LDAPS_PORT, 0));
    }

    private static int portOf(String name, String value) throws UsageException {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > LabPorts.MAX) {
            throw new UsageException(name + " needs a number from 0 to " + LabPorts.MAX + ", not " + value);
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
