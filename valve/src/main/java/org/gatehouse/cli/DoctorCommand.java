package org.gatehouse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code doctor}: everything that this machine alone can tell about a sign-on, before anybody tries it. */
final class DoctorCommand implements Command {
    private final Terminal terminal;
    private final Resolver resolver;

    DoctorCommand(Terminal terminal, Resolver resolver) {
        this.terminal = terminal;
        this.resolver = resolver;
    }

    @Override
    public List<String> synopsis() {
        return List.of(
                "doctor --keytab FILE [--keytab FILE]... [--url URL]... [--server-xml FILE] [--context-xml FILE]... [--json]"
                        + " [--user NAME] [--catalina-base DIRECTORY]");
    }

    @Override
    public String summary() {
        return """
                Looks at all that a sign-on needs of this machine: the keytab, the names that browsers ask for at the
                site's addresses, the limits of Tomcat's connectors and the attributes of the valve.
                --user: the user that Tomcat runs as. --catalina-base: what ${catalina.base} stands for, where no
                file that is named lies in its directory conf.""";
    }

    @Override
    public int run(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(
                words,
                Set.of("--keytab", "--url", "--server-xml", "--context-xml", "--user", "--catalina-base"),
                Set.of("--json"));
        arguments.requireNoOperands();
        List<Path> keytabPaths = keytabPaths(arguments);
        Placeholders placeholders = Placeholders.of(base(arguments));
        List<Finding> findings = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        List<KeytabFile> keytabs = keytabs(arguments, findings);
        Optional<String> user = arguments.one("--user");
        for (KeytabFile file : keytabs) {
            checks.addAll(List.of(new PermissionsCheck(file, user), new KeysCheck(file), new NamesCheck(file)));
        }
        Optional<KeytabFile> keytab = keytabs.isEmpty() ? Optional.empty() : Optional.of(KeytabFile.together(keytabs));
        for (String url : arguments.all("--url")) {
            checks.add(new AddressCheck(Address.parse(url), resolver, keytab));
        }
        Optional<String> server = arguments.one("--server-xml");
        if (server.isPresent()) {
            xml(server.get(), findings).ifPresent(file -> {
                checks.add(new ConnectorsCheck(file, placeholders));
                checks.add(new ValvesCheck(file, placeholders, keytabPaths));
            });
        }
        for (String context : arguments.all("--context-xml")) {
            xml(context, findings).ifPresent(file -> checks.add(new ValvesCheck(file, placeholders, keytabPaths)));
        }
        checks.forEach(check -> findings.addAll(check.findings()));
        keytabs.forEach(KeytabFile::close);
        return new Report(findings).printTo(terminal, arguments.has("--json"));
    }

    private static List<Path> keytabPaths(Arguments arguments) throws UsageException {
        if (arguments.all("--keytab").isEmpty()) {
            throw new UsageException("--keytab is missing.");
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

    private static Optional<XmlFile> xml(String path, List<Finding> findings) throws UsageException {
        try {
            return Optional.of(XmlFile.read(path));
        } catch (FailedException e) {
            findings.add(Finding.error("tomcat", e.problem(), "Name the file that Tomcat starts with."));
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
