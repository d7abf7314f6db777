package org.gatehouse.cli.keytab;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Command;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.command.Report;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.settings.UnusableKeytabException;
import org.gatehouse.text.Printable;

/** {@code keytab list} and {@code keytab check}; what writes keytabs has classes of its own. */
public final class KeytabCommand implements Command {
    private static final String ACTIONS = "list, check, merge, create";

    private final Terminal terminal;
    private final InstantSource clock;

    public KeytabCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public List<String> synopsis() {
        return List.of(
                "keytab list FILE",
                "keytab check FILE [--user NAME] [--json]",
                "keytab merge FILE... --out FILE [--force]",
                "keytab create --principal NAME@REALM... --kvno NUMBER --out FILE [--account NAME | --salt TEXT]"
                        + " [--enctypes LIST] [--password-file FILE] [--force]");
    }

    @Override
    public String summary() {
        return """
                list shows what is in a keytab: names, versions, types and times, never a key. check says whether the
                valve can use it; --user is the user that Tomcat runs as. merge puts several files into one, each key
                once. create makes the keys of an account from its password, which is typed, piped or in a file;
                --account is its name in the domain. --force replaces an existing file.""";
    }

    @Override
    public int run(List<String> words) throws UsageException, FailedException {
        if (words.isEmpty()) {
            throw new UsageException("one of these words is missing: " + ACTIONS + ".");
        }
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "list" -> list(rest);
            case "check" -> check(rest);
            case "merge" -> new KeytabMerge(terminal).run(rest);
            case "create" -> new KeytabCreate(terminal, clock).run(rest);
            default ->
                throw new UsageException("\"" + Printable.of(words.get(0)) + "\" is not one of " + ACTIONS + ".");
        };
    }

    private int list(List<String> words) throws UsageException, FailedException {
        Arguments arguments = Arguments.parse(words, Set.of(), Set.of());
        try (KeytabFile file = KeytabFile.read(theFile(arguments))) {
            terminal.print(table(file));
            return ExitStatus.WELL;
        } catch (UnusableKeytabException e) {
            throw new FailedException(e.failure().toString());
        }
    }

    private int check(List<String> words) throws UsageException {
        Arguments arguments = Arguments.parse(words, Set.of("--user"), Set.of("--json"));
        Optional<String> user = arguments.one("--user");
        List<Finding> findings = new ArrayList<>();
        try (KeytabFile file = KeytabFile.read(theFile(arguments))) {
            for (Check check : List.of(
                    PermissionsCheck.of(file, new ExpectedOwners(user, Set.of())),
                    new KeysCheck(file, EncryptionType.DEFAULT, file),
                    new NamesCheck(file))) {
                findings.addAll(check.findings());
            }
        } catch (UnusableKeytabException e) {
            findings.add(Finding.error("keytab", e.failure()));
        }
        return new Report(findings).printTo(terminal, arguments.has("--json"));
    }

    private static String theFile(Arguments arguments) throws UsageException {
        List<String> operands = arguments.operands();
        if (operands.size() != 1) {
            throw new UsageException(operands.isEmpty() ? "name a keytab." : "name only one keytab.");
        }
        return operands.get(0);
    }

    private static String table(KeytabFile file) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("principal", "kvno", "enctype", "written"));
        for (Keytab.Entry entry : file.keytab().entries()) {
            rows.add(List.of(
                    Printable.of(entry.name().at(entry.realm())),
                    Long.toString(entry.kvno()),
                    EncryptionType.describe(entry.etype()),
                    entry.timestamp().getEpochSecond() == 0
                            ? "-"
                            : entry.timestamp().toString()));
        }
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> Arrays.setAll(
                widths, column -> Math.max(widths[column], row.get(column).length())));
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        file.keytab()
                .oddEntries()
                .forEach(odd -> table.append("not used: ").append(odd).append('\n'));
        return table.append(
                        file.keytab().isIncomplete()
                                ? "The file is incomplete: copy it again, as a binary file.\n"
                                : "")
                .toString();
    }
}
