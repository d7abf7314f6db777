package org.gatehouse.cli.conditions;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.Command;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.conditions.ConditionsException;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.conditions.DescribedRequest;
import org.gatehouse.conditions.Explanation;
import org.gatehouse.conditions.Facts;
import org.gatehouse.conditions.Mistake;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;

/** Checks a file of conditions; with a request, prints the evaluation step by step, and its outcome. */
public final class ConditionsCommand implements Command {
    private static final String FILE = "--file";
    private static final String ADDRESS = "--address";
    private static final String HOST = "--host";
    private static final String URL = "--url";
    private static final String USER_AGENT = "--user-agent";
    private static final String COOKIE = "--cookie";
    private static final String KEYTAB_HOST = "--keytab-host";
    private static final String IMPORT = "--import";

    private final Terminal terminal;

    public ConditionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public List<String> synopsis() {
        return List.of(
                "conditions --file FILE",
                "conditions --file FILE --address ADDRESS --host HOST --url PATH [--user-agent TEXT] [--cookie NAME=VALUE]..."
                        + " [--keytab-host HOST]...",
                "conditions --import FILE [--out FILE]");
    }

    @Override
    public String summary() {
        return """
                Checks a file of conditions, and names line, column and mistake.
                With a request, prints why it is asked to sign in, is not asked, or is open to everybody.
                --address is the client's; behind a proxy that is not trusted, it is the proxy's.
                --url is the path with its query, as the browser sends it.
                --keytab-host names a host of the keytab, for hosts="keytab".
                --import converts <SSOConditions> of PortalGuard, in a web.config or alone, and says what it cannot keep.
                --out writes the conditions to a new file; without it, they are printed.""";
    }

    @Override
    public int run(List<String> words) throws UsageException, FailedException {
        if (words.stream().anyMatch(word -> word.equals(IMPORT) || word.startsWith(IMPORT + "="))) {
            return new ConditionsImport(terminal).run(words);
        }
        Arguments arguments =
                Arguments.parse(words, Set.of(FILE, ADDRESS, HOST, URL, USER_AGENT, COOKIE, KEYTAB_HOST), Set.of());
        arguments.requireNoOperands();
        String file = arguments.required(FILE);
        boolean explains = !arguments.all(ADDRESS).isEmpty()
                || !arguments.all(HOST).isEmpty()
                || !arguments.all(URL).isEmpty();
        Facts facts = explains ? facts(arguments) : null;
        Set<String> keytabHosts =
                arguments.all(KEYTAB_HOST).stream().map(AsciiCase::fold).collect(Collectors.toUnmodifiableSet());
        try {
            Conditions conditions = ConditionsFile.parse(read(file), () -> keytabHosts);
            conditions.notes().forEach(note -> terminal.print("note  " + note + ".\n"));
            if (facts == null) {
                terminal.print(Printable.of(file) + " has no mistakes: " + conditions.description() + ".\n");
            } else {
                Explanation.of(conditions, facts).forEach(line -> terminal.print(line + "\n"));
            }
            return ExitStatus.WELL;
        } catch (ConditionsException e) {
            for (Mistake mistake : e.mistakes()) {
                terminal.print(Printable.of(file) + ":" + mistake.line() + ":" + mistake.column() + ": "
                        + mistake.text() + "\n");
            }
            return ExitStatus.ERRORS;
        }
    }

    private static Bytes read(String file) throws UsageException, FailedException {
        try (SecretBytes content = DiskFile.read(LocalFiles.path(file), ConditionsFile.MAX_LENGTH)) {
            return content.use((array, offset, length) -> Bytes.of(Arrays.copyOfRange(array, offset, offset + length)));
        } catch (IOException e) {
            throw new FailedException(file + ": " + e.getMessage() + ".");
        }
    }

    private static Facts facts(Arguments arguments) throws UsageException {
        String url = arguments.required(URL);
        DescribedRequest described = new DescribedRequest(
                arguments.required(ADDRESS),
                arguments.required(HOST),
                url,
                arguments.one(USER_AGENT).orElse(""),
                arguments.all(COOKIE));
        try {
            return described.facts();
        } catch (DescribedRequest.UnfitException e) {
            throw new UsageException("--" + e.part() + " " + e.getMessage());
        }
    }
}
