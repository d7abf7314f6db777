package org.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.text.Printable;

/** The names of a keytab: whether a browser will ever ask for them. */
record NamesCheck(KeytabFile file) implements Check {
    private static final String AREA = "spn";
    private static final String EXAMPLE = "HTTP/portal.example.com";

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        int asked = 0;
        for (PrincipalKeys keys : file.principals()) {
            Optional<Finding> problem = problem(keys);
            problem.ifPresent(findings::add);
            if (problem.isEmpty() && isForBrowsers(keys)) {
                findings.add(Finding.ok(AREA, keys.principal()));
            }
            asked += isForBrowsers(keys) ? 1 : 0;
            realm(keys).ifPresent(findings::add);
        }
        if (asked == 0) {
            findings.add(Finding.error(
                    AREA,
                    file.label() + " has no name that a browser asks for.",
                    "Make it for HTTP/ and the host of the address bar, such as " + EXAMPLE + "."));
        }
        return findings;
    }

    private static boolean isForBrowsers(PrincipalKeys keys) {
        List<String> components = keys.name().components();
        return components.size() == 2 && (isService(keys, "HTTP") || isService(keys, "HOST"));
    }

    private static boolean isService(PrincipalKeys keys, String service) {
        return keys.name().components().get(0).equalsIgnoreCase(service);
    }

    private static Optional<Finding> problem(PrincipalKeys keys) {
        List<String> components = keys.name().components();
        String first = components.get(0);
        if (components.size() == 1 && first.indexOf('/') > 0) {
            return Optional.of(Finding.error(
                    AREA,
                    keys.principal()
                            + " is one word with a slash inside, not service and host: no ticket has that name.",
                    "Make it anew, with " + Printable.of(first) + " as a name of two parts."));
        }
        if (first.equalsIgnoreCase("HTTPS")) {
            return Optional.of(Finding.error(
                    AREA,
                    keys.principal() + " has HTTPS: browsers ask for HTTP, whatever the address begins with.",
                    "Make it for HTTP/."));
        }
        if (!isService(keys, "HTTP")) {
            return Optional.empty(); // accounts and other services: of no use here, and no mistake
        }
        if (components.size() != 2) {
            return Optional.of(Finding.warn(
                    AREA,
                    keys.principal() + " has " + components.size() + " parts: browsers ask for HTTP/host.",
                    "Make it for a name such as " + EXAMPLE + "."));
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
            return Optional.of(
                    Finding.error(AREA, subject + defect.get() + ".", "Make it for a name such as " + EXAMPLE + "."));
        }
        if (hasPort) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + "has a port, which browsers leave out unless a policy says otherwise"
                            + " (EnableAuthNegotiatePort of Chrome and Edge).",
                    "Have HTTP/" + Printable.of(host.text()) + ", too."));
        }
        if (host.oddity().isPresent()) {
            return Optional.of(Finding.warn(
                    AREA, subject + host.oddity().get() + ".", "Have the name that browsers ask for, too."));
        }
        if (!keys.name().components().get(0).equals("HTTP")) {
            return Optional.of(Finding.warn(
                    AREA,
                    subject + "has its service in small letters: Active Directory takes both for the same, other"
                            + " domains don't.",
                    "Write HTTP in capitals."));
        }
        return Optional.empty();
    }

    private static Optional<Finding> realm(PrincipalKeys keys) {
        String realm = keys.realm();
        return realm.equals(realm.toUpperCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of(Finding.warn(
                        AREA,
                        keys.principal() + " has a realm in small letters; the realms of Active Directory are written"
                                + " in capitals.",
                        "Make it for @" + Printable.of(realm.toUpperCase(Locale.ROOT)) + "."));
    }
}
