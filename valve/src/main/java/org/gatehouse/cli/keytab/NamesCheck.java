package org.gatehouse.cli.keytab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.names.HostName;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/** The names of a keytab: whether a browser will ever ask for them. */
public record NamesCheck(KeytabFile file) implements Check {
    private static final String AREA = "spn";
    private static final String EXAMPLE = "HTTP/portal.example.com";

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        int asked = 0;
        for (PrincipalKeys keys : file.principals()) {
            Optional<Finding> problem = problem(keys);
            problem.map(finding -> finding.about(keys.service())).ifPresent(findings::add);
            if (problem.isEmpty() && isForBrowsers(keys)) {
                findings.add(Finding.ok(AREA, keys.principal()).about(keys.service()));
            }
            asked += isForBrowsers(keys) ? 1 : 0;
            realm(keys).map(finding -> finding.about(keys.service())).ifPresent(findings::add);
        }
        if (asked == 0) {
            findings.add(Finding.error(
                    AREA,
                    file.label() + " has no name that browsers ask for.",
                    "Export the key for HTTP/ and the host in the address bar, such as " + EXAMPLE + "."));
        }
        return findings;
    }

    private static boolean isForBrowsers(PrincipalKeys keys) {
        List<String> components = keys.name().components();
        return components.size() == 2 && (isService(keys, ServiceName.HTTP) || isService(keys, ServiceName.HOST));
    }

    private static boolean isService(PrincipalKeys keys, String service) {
        return AsciiCase.isSame(keys.name().components().get(0), service);
    }

    private static Optional<Finding> problem(PrincipalKeys keys) {
        List<String> components = keys.name().components();
        String first = components.get(0);
        if (components.size() == 1 && first.indexOf('/') > 0) {
            return Optional.of(Finding.error(
                    AREA,
                    keys.principal()
                            + " is one part with a slash inside, not service and host. No ticket has that name.",
                    "Export it again, with " + Printable.of(first) + " as a name of two parts."));
        }
        if (AsciiCase.isSame(first, "HTTPS")) {
            return Optional.of(Finding.error(
                    AREA,
                    keys.principal() + " has HTTPS. Browsers ask for HTTP, also at https:// addresses.",
                    "Export the key for HTTP/."));
        }
        if (!isService(keys, ServiceName.HTTP)) {
            return Optional.empty(); // accounts and other services: of no use here, but not wrong
        }
        if (components.size() != 2) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has " + components.size() + " parts. Browsers ask for HTTP/host.",
                    "Export the key for a name such as " + EXAMPLE + "."));
        }
        return host(keys, components.get(1));
    }

    private static Optional<Finding> host(PrincipalKeys keys, String hostAndPort) {
        String subject = keys.principal() + " ";
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon >= 0 && colon == hostAndPort.indexOf(':');
        HostName host = new HostName(hasPort ? hostAndPort.substring(0, colon) : hostAndPort);
        Optional<String> defect = host.defect();
        if (defect.isPresent()) {
            String remedy = "Export the key for a name such as " + EXAMPLE + ".";
            // An account may well have such a name beside the one of its web site.
            return Optional.of(
                    host.text().indexOf('_') >= 0
                            ? Finding.warn(AREA, subject + defect.get() + ".", remedy)
                            : Finding.error(AREA, subject + defect.get() + ".", remedy));
        }
        if (hasPort) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + "has a port. Browsers ask without it, unless the policy EnableAuthNegotiatePort of"
                            + " Chrome and Edge is set.",
                    "Add HTTP/" + Printable.of(host.text()) + "."));
        }
        if (host.oddity().isPresent()) {
            return Optional.of(
                    Finding.warn(AREA, subject + host.oddity().get() + ".", "Add the name that browsers ask for."));
        }
        if (!keys.name().components().get(0).equals(ServiceName.HTTP)) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + "has its service in lower case. Active Directory treats both as the same, other"
                            + " domains do not.",
                    "Write HTTP in upper case."));
        }
        return Optional.empty();
    }

    private static Optional<Finding> realm(PrincipalKeys keys) {
        String realm = keys.realm();
        return realm.equals(AsciiCase.upper(realm))
                ? Optional.empty()
                : Optional.of(Finding.warn(
                        AREA,
                        keys.principal() + " has a realm in lower case. Active Directory's realms are in upper case.",
                        "Export the key for @" + Printable.of(AsciiCase.upper(realm)) + "."));
    }
}
