package org.gatehouse.cli.spn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.Command;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.command.Report;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.keytab.KeytabFile;
import org.gatehouse.cli.keytab.PrincipalKeys;
import org.gatehouse.cli.names.HostName;
import org.gatehouse.cli.names.TypedSpn;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.settings.UnusableKeytabException;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/** {@code spn}: explains names and addresses. */
public final class SpnCommand implements Command {
    private static final String AREA = "spn";

    private final Terminal terminal;
    private final Resolver resolver;

    public SpnCommand(Terminal terminal, Resolver resolver) {
        this.terminal = terminal;
        this.resolver = resolver;
    }

    @Override
    public List<String> synopsis() {
        return List.of("spn NAME|URL... [--keytab FILE] [--json]");
    }

    @Override
    public String summary() {
        return "Says what is wrong with a service name (service/host[:port][/name]), and which names browsers ask for\n"
                + "at an address. --keytab: also whether the file has keys for them.";
    }

    @Override
    public int run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, Set.of("--keytab"), Set.of("--json"));
        if (arguments.operands().isEmpty()) {
            throw new UsageException("give a service name, such as HTTP/portal.example.com, or an address.");
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
        try {
            for (String operand : arguments.operands()) {
                findings.addAll(
                        operand.contains("://")
                                ? new AddressCheck(Address.parse(operand), resolver, keytab, EncryptionType.DEFAULT)
                                        .findings()
                                : explain(operand, keytab));
            }
        } finally {
            keytab.ifPresent(KeytabFile::close);
        }
        return new Report(findings).printTo(terminal, arguments.has("--json"));
    }

    private static List<Finding> explain(String typed, Optional<KeytabFile> keytab) {
        ServiceName spn;
        try {
            spn = TypedSpn.parse(typed);
        } catch (UsageException e) {
            return List.of(Finding.error(
                    AREA, "\"" + Printable.of(typed) + "\" " + e.problem() + ".", "Write HTTP/host for a web site."));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(use(spn));
        HostName host = new HostName(spn.host());
        host.oddity()
                .ifPresent(oddity -> findings.add(
                        Finding.warn(AREA, spn + " " + oddity + ".", "Register HTTP/" + host.folded() + ".")));
        alias(spn).ifPresent(findings::add);
        keytab.ifPresent(file -> findings.addAll(held(spn, file)));
        return findings.stream().map(finding -> finding.about(spn.spn())).toList();
    }

    private static Finding use(ServiceName spn) {
        String host = AsciiCase.fold(spn.host());
        if (AsciiCase.isSame(spn.service(), "HTTPS")) {
            return Finding.error(
                    AREA,
                    "browsers never ask for " + spn + ". They ask for HTTP, also at https:// addresses.",
                    "Register HTTP/" + host + ".");
        }
        if (spn.isHost()) {
            return Finding.ok(
                    AREA,
                    spn + " stands for HTTP/" + host + " and " + (HostAliases.count() - 1)
                            + " other services of that host, except those whose own name an account has");
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
                    spn + " has a port. Browsers ask without it, unless the policy EnableAuthNegotiatePort of Chrome"
                            + " and Edge is set.",
                    "Register HTTP/" + host + " as well.");
        }
        return Finding.ok(
                AREA, "browsers ask for " + spn + " at http://" + host + "/ and https://" + host + "/, on every port");
    }

    private static Optional<Finding> alias(ServiceName spn) {
        return !spn.isHost() && spn.port().isEmpty() && HostAliases.include(spn.service())
                ? Optional.of(Finding.ok(
                        AREA,
                        "HOST/" + spn.host() + ", which every computer account has, stands for it as long as no"
                                + " account has " + spn))
                : Optional.empty();
    }

    private static List<Finding> held(ServiceName spn, KeytabFile file) {
        List<PrincipalKeys> exact = file.named(spn.spn());
        if (!exact.isEmpty()) {
            return exact.stream().map(keys -> held(keys, file)).toList();
        }
        List<PrincipalKeys> aliases = file.standingFor(spn.spn());
        if (!aliases.isEmpty()) {
            return List.of(Finding.ok(
                    AREA, file.label() + " has " + aliases.get(0).principal() + ", which stands for " + spn));
        }
        return List.of(Finding.error(
                AREA,
                file.label() + " has no key for " + spn + ".",
                "Export the key of the account that has it (setspn -Q " + spn + ")."));
    }

    private static Finding held(PrincipalKeys keys, KeytabFile file) {
        String fact = file.label() + " has " + keys.principal() + ", " + keys.summary();
        return keys.isUsable(EncryptionType.DEFAULT)
                ? Finding.ok(AREA, fact)
                : Finding.error(
                        AREA,
                        fact + ": no key that the valve accepts unless encryptionTypes says so.",
                        "Export it again with AES keys: ktpass … /crypto AES256-SHA1 /ptype KRB5_NT_PRINCIPAL.");
    }
}
