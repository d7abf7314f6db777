package org.gatehouse.cli.conditions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.portalguard.ImportedConditions;
import org.gatehouse.conditions.ConditionsFile;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.text.Printable;

/** Writes a file of conditions from one of PortalGuard. What it cannot keep it says, one line each. */
final class ConditionsImport {
    private static final String IMPORT = "--import";
    private static final String OUT = "--out";

    private final Terminal terminal;

    ConditionsImport(Terminal terminal) {
        this.terminal = terminal;
    }

    int run(List<String> words) throws UsageException, FailedException {
        Arguments arguments = Arguments.parse(words, Set.of(IMPORT, OUT), Set.of());
        arguments.requireNoOperands();
        Optional<String> typed = arguments.one(OUT);
        Path out = typed.isPresent() ? LocalFiles.path(typed.get()) : null;
        ImportedConditions.Result result = read(arguments.required(IMPORT));
        if (out == null) {
            terminal.print(result.xml());
        } else {
            write(out, result.xml());
        }
        result.remarks().forEach(remark -> terminal.complain(remark + ".\n"));
        return ExitStatus.WELL;
    }

    private static ImportedConditions.Result read(String file) throws UsageException, FailedException {
        String label = Printable.of(file);
        try (SecretBytes content = DiskFile.read(LocalFiles.path(file), ConditionsFile.MAX_LENGTH)) {
            return content.use((array, offset, length) ->
                    ImportedConditions.of(label, new ByteArrayInputStream(array, offset, length)));
        } catch (IOException e) {
            throw new FailedException(label + ": " + DiskFile.reason(e) + ".");
        }
    }

    private static void write(Path out, String xml) throws FailedException {
        String label = Printable.of(out.toString());
        try {
            Files.writeString(
                    out, xml, StandardCharsets.US_ASCII, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new FailedException(label + " exists already: choose another name, or remove it first.");
        } catch (IOException e) {
            throw new FailedException(label + " cannot be written: " + DiskFile.reason(e) + ".");
        }
    }
}
