package org.gatehouse.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Command;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.Report;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.keytab.ExpectedOwners;
import org.gatehouse.cli.keytab.KeysCheck;
import org.gatehouse.cli.keytab.KeytabFile;
import org.gatehouse.cli.keytab.NamesCheck;
import org.gatehouse.cli.keytab.PermissionsCheck;
import org.gatehouse.cli.spn.Address;
import org.gatehouse.cli.spn.AddressCheck;
import org.gatehouse.cli.spn.Resolver;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.settings.UnusableKeytabException;

/** {@code doctor}: everything that this machine alone can tell about a sign-in, before anyone tries it. */
public final class DoctorCommand implements Command {
    private final Terminal terminal;
    private final Resolver resolver;

    public DoctorCommand(Terminal terminal, Resolver resolver) {
        this.terminal = terminal;
        this.resolver = resolver;
    }

    @Override
    public List<String> synopsis() {
        return List.of("doctor [--keytab FILE]... [--url URL]... [--server-xml FILE] [--context-xml FILE]... [--json]"
                + " [--user NAME] [--catalina-base DIRECTORY]");
    }

    @Override
    public String summary() {
        return """
                Checks everything on this machine that a sign-in needs: the keytab, the names that browsers ask for at
                the site's addresses, the limits of Tomcat's connectors, and the attributes of the valve.
                --user: the user that Tomcat runs as. --catalina-base: the value of ${catalina.base}; needed if none
                of the files is in its directory conf.""";
    }

    @Override
    public int run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(
                words,
                Set.of("--keytab", "--url", "--server-xml", "--context-xml", "--user", "--catalina-base"),
                Set.of("--json"));
        arguments.requireNoOperands();
        List<Finding> findings = new ArrayList<>();
        List<Path> keytabPaths = keytabPaths(arguments);
        List<KeytabFile> keytabs = keytabs(arguments, findings);
        try {
            findings.addAll(findings(arguments, keytabPaths, keytabs));
        } finally {
            keytabs.forEach(KeytabFile::close);
        }
        return new Report(findings).printTo(terminal, arguments.has("--json"));
    }

    private List<Finding> findings(Arguments arguments, List<Path> keytabPaths, List<KeytabFile> keytabs)
            throws UsageException {
        List<Finding> findings = new ArrayList<>();
        Placeholders placeholders = Placeholders.of(base(arguments));
        Optional<XmlFile> server = xml(arguments.one("--server-xml"), findings);
        List<XmlFile> contexts = new ArrayList<>();
        for (String context : arguments.all("--context-xml")) {
            contexts.addAll(xml(Optional.of(context), findings).stream().toList());
        }
        List<XmlFile> files = Stream.concat(server.stream(), contexts.stream()).toList();
        Set<EncryptionType> accepted = ValvesCheck.acceptedTypes(files, placeholders);
        ExpectedOwners owners =
                new ExpectedOwners(arguments.one("--user"), ValvesCheck.trustedOwners(files, placeholders));

        List<Finding> ofAddresses = findings(addresses(arguments, keytabs, accepted));
        findings.addAll(relevant(findings(keytabChecks(keytabs, owners, accepted)), ofAddresses));
        findings.addAll(ofAddresses);
        List<Check> ofTomcat = new ArrayList<>();
        server.ifPresent(file -> ofTomcat.add(new ConnectorsCheck(file, placeholders)));
        server.ifPresent(file -> ofTomcat.add(new FrontUsersCheck(file, placeholders)));
        contexts.forEach(file -> ofTomcat.add(new ContextFileCheck(file)));
        files.forEach(file -> ofTomcat.add(new ValvesCheck(file, placeholders, keytabPaths, owners)));
        findings.addAll(findings(ofTomcat));
        return findings;
    }

    private static List<Finding> findings(List<Check> checks) {
        return checks.stream().flatMap(check -> check.findings().stream()).toList();
    }

    private static List<Check> keytabChecks(
            List<KeytabFile> keytabs, ExpectedOwners owners, Set<EncryptionType> accepted) {
        List<Check> checks = new ArrayList<>();
        for (KeytabFile file : keytabs) {
            checks.add(PermissionsCheck.of(file, owners));
            checks.add(new KeysCheck(file, accepted, KeytabFile.together(keytabs)));
            checks.add(new NamesCheck(file));
        }
        return checks;
    }

    private List<Check> addresses(Arguments arguments, List<KeytabFile> keytabs, Set<EncryptionType> accepted)
            throws UsageException {
        Optional<KeytabFile> keytab = keytabs.isEmpty() ? Optional.empty() : Optional.of(KeytabFile.together(keytabs));
        List<Check> checks = new ArrayList<>();
        for (String url : arguments.all("--url")) {
            checks.add(new AddressCheck(Address.parse(url), resolver, keytab, accepted));
        }
        return checks;
    }

    /** Where addresses were named, a bad key of a name that they do not need keeps nobody out. */
    private static List<Finding> relevant(List<Finding> ofKeytabs, List<Finding> ofAddresses) {
        Set<String> needed = new HashSet<>();
        for (Finding finding : ofAddresses) {
            needed.add(finding.name());
            ServiceName.alias(finding.name()).ifPresent(needed::add);
        }
        return ofKeytabs.stream()
                .map(finding -> ofAddresses.isEmpty()
                                || finding.level() != Finding.Level.ERROR
                                || finding.name().isEmpty()
                                || needed.contains(finding.name())
                        ? finding
                        : finding.asWarning())
                .toList();
    }

    private static List<Path> keytabPaths(Arguments arguments) throws UsageException {
        if (Stream.of("--keytab", "--server-xml", "--context-xml")
                .allMatch(option -> arguments.all(option).isEmpty())) {
            throw new UsageException("--keytab is missing (or --server-xml or --context-xml).");
        }
        List<Path> paths = new ArrayList<>();
        for (String typed : arguments.all("--keytab")) {
            paths.add(LocalFiles.path(typed));
        }
        return paths;
    }

    /** Those that can be read. */
    private static List<KeytabFile> keytabs(Arguments arguments, List<Finding> findings) throws UsageException {
        List<KeytabFile> keytabs = new ArrayList<>();
        for (String typed : arguments.all("--keytab")) {
            try {
                keytabs.add(KeytabFile.read(typed));
            } catch (UnusableKeytabException e) {
                findings.add(Finding.error("keytab", e.failure()));
            }
        }
        return keytabs;
    }

    private static Optional<XmlFile> xml(Optional<String> path, List<Finding> findings) throws UsageException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(XmlFile.read(path.get()));
        } catch (FailedException e) {
            findings.add(Finding.error("tomcat", e.problem(), "Name the file that Tomcat reads."));
            return Optional.empty();
        }
    }

    /** What was named; or the directory around the {@code conf} that one of the files lies in. */
    private static Optional<Path> base(Arguments arguments) throws UsageException {
        Optional<String> named = arguments.one("--catalina-base");
        if (named.isPresent()) {
            return Optional.of(LocalFiles.path(named.get()).toAbsolutePath());
        }
        List<String> files = new ArrayList<>(arguments.all("--server-xml"));
        files.addAll(arguments.all("--context-xml"));
        for (String file : files) {
            Path directory = LocalFiles.path(file).toAbsolutePath().normalize().getParent();
            if (directory != null && directory.endsWith("conf")) {
                return Optional.ofNullable(directory.getParent());
            }
        }
        return Optional.empty();
    }
}
