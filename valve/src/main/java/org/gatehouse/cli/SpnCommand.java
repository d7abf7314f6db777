package org.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.text.Printable;

/** {@code spn}: explains names and addresses. */
final class SpnCommand implements Command {
    private static final String AREA = "spn";

    private final Terminal terminal;
    private final Resolver resolver;

    SpnCommand(Terminal terminal, Resolver resolver) {
        this.terminal = terminal;
        this.resolver = resolver;
    }

    @Override
    public List<String> synopsis() {
        return List.of("spn NAME|URL... [--keytab FILE] [--json]");
    }

    @Override
    public String summary() {
        return "What is wrong with a service's name (service/host[:port][/name]), and which names browsers ask for at\n"
                + "an address. --keytab: whether the file has keys of them.";
    }

    @Override
    public int run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, Set.of("--keytab"), Set.of("--json"));
        if (arguments.operands().isEmpty()) {
            throw new UsageException("name a service, such as HTTP/portal.example.com, or an address.");
        }
        List<Finding> findings = new ArrayList<>();
        Optional<KeytabFile> keytab = Optional.empty();
        Optional<String> path = arguments.one("--keytab");
        if (path.isPresent()) {
            try {
                keytab = Optional.of(KeytabFile.read(path.get()));
            } catch (UnusableKeytabException e) {
                findings.add(Finding.error("keytab", e.failure()));
            }
        }
        for (String operand : arguments.operands()) {
            findings.addAll(
                    operand.contains("://")
                            ? new AddressCheck(Address.parse(operand), resolver, keytab).findings()
                            : explain(operand, keytab));
        }
        keytab.ifPresent(KeytabFile::close);
        return new Report(findings).printTo(terminal, arguments.has("--json"));
    }

    private static List<Finding> explain(String typed, Optional<KeytabFile> keytab) {
        ServicePrincipal spn;
        try {
            spn = ServicePrincipal.parse(typed);
        } catch (UsageException e) {
            return List.of(Finding.error(
                    AREA,
                    "\"" + Printable.of(typed) + "\" " + e.getMessage() + ".",
                    "Write HTTP/host for a web site."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(use(spn));
        spn.host()
                .oddity()
                .ifPresent(oddity -> findings.add(Finding.warn(
                        AREA,
                        spn + " " + oddity + ".",
                        "Register HTTP/" + spn.host().folded() + ".")));
        alias(spn).ifPresent(findings::add);
        keytab.ifPresent(file -> findings.addAll(held(spn, file)));
        return findings;
    }

    private static Finding use(ServicePrincipal spn) {
        String host = spn.host().folded();
        if (spn.service().equalsIgnoreCase("HTTPS")) {
            return Finding.error(
                    AREA,
                    spn + " is never asked for: browsers ask for HTTP, whatever the address begins with.",
                    "Register HTTP/" + host + ".");
        }
        if (spn.isHost()) {
            return Finding.ok(
                    AREA,
                    spn + " stands for HTTP/" + host + " and " + (HostAliases.count() - 1)
                            + " other services of that host, each as long as no account owns its own name");
        }
        if (!spn.isHttp()) {
            return Finding.warn(
                    AREA, spn + " is not what browsers ask for.", "Register HTTP/" + host + " for a web site.");
        }
        if (spn.name().isPresent()) {
            return Finding.warn(
                    AREA, spn + " has a third part, which browsers never ask for.", "Register HTTP/" + host + ".");
        }
        if (spn.port().isPresent()) {
            return Finding.warn(
                    AREA,
                    spn + " has a port, which browsers leave out unless a policy says otherwise"
                            + " (EnableAuthNegotiatePort of Chrome and Edge).",
                    "Register HTTP/" + host + ", too.");
        }
        return Finding.ok(AREA, spn + " is asked for at http://" + host + "/ and https://" + host + "/, on every port");
    }

    private static Optional<Finding> alias(ServicePrincipal spn) {
        return !spn.isHost() && spn.port().isEmpty() && HostAliases.include(spn.service())
                ? Optional.of(Finding.ok(
                        AREA,
                        "HOST/" + spn.host().text() + ", which a computer has of itself, stands for it as long as no"
                                + " account owns " + spn))
                : Optional.empty();
    }

    private static List<Finding> held(ServicePrincipal spn, KeytabFile file) {
        List<PrincipalKeys> exact = named(file, spn.toString());
        if (!exact.isEmpty()) {
            return exact.stream()
                    .map(keys -> Finding.ok(
                            AREA,
                            file.label() + " has " + keys.principal() + ", kvno " + keys.versionText() + ", "
                                    + PrincipalKeys.types(keys.entries())))
                    .toList();
        }
        List<PrincipalKeys> aliases = spn.isHttp() ? named(file, asHost(spn)) : List.of();
        if (!aliases.isEmpty()) {
            return List.of(Finding.ok(
                    AREA, file.label() + " has " + aliases.get(0).principal() + ", which stands for " + spn));
        }
        return List.of(Finding.error(
                AREA,
                file.label() + " has no key of " + spn + ".",
                "Export the key of the account that owns it (setspn -Q " + spn + ")."));
    }

    private static List<PrincipalKeys> named(KeytabFile file, String name) {
        return file.principals().stream()
                .filter(keys -> keys.name().toString().equalsIgnoreCase(name))
                .toList();
    }

    /** With its port, if it has one: it is a part of the name. */
    private static String asHost(ServicePrincipal spn) {
        return "HOST" + spn.toString().substring(spn.service().length());
    }
}
