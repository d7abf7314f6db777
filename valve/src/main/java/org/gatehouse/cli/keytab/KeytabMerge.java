package org.gatehouse.cli.keytab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabWriter;
import org.gatehouse.keytab.OddEntry;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.UnusableKeytabException;
import org.gatehouse.text.Printable;

/** {@code keytab merge}: several files made one, each key once. */
final class KeytabMerge {
    private final Terminal terminal;

    KeytabMerge(Terminal terminal) {
        this.terminal = terminal;
    }

    int run(List<String> words) throws UsageException, FailedException {
        Arguments arguments = Arguments.parse(words, Set.of("--out"), Set.of("--force"));
        if (arguments.operands().isEmpty()) {
            throw new UsageException("name the keytabs to merge.");
        }
        Path out = LocalFiles.path(arguments.required("--out"));
        List<KeytabFile> files = new ArrayList<>();
        try {
            for (String operand : arguments.operands()) {
                files.add(KeytabFile.read(operand));
            }
            requireComplete(files);
            List<Keytab.Entry> merged = merged(files);
            try (SecretBytes content = KeytabWriter.write(merged)) {
                if (content.length() > KeytabFile.MAX_LENGTH) {
                    throw new FailedException(
                            "the merged file would have more than " + KeytabFile.MAX_LENGTH + " bytes.");
                }
                new NewFile(out, arguments.has("--force")).write(content);
            }
            terminal.print(Printable.of(out.toString()) + ": "
                    + (merged.size() == 1 ? "1 key" : merged.size() + " keys") + ", readable by its owner only\n");
            files.forEach(this::tellWhatIsLeftOut);
            return ExitStatus.WELL;
        } catch (UnusableKeytabException e) {
            throw new FailedException(e.failure().toString());
        } finally {
            files.forEach(KeytabFile::close);
        }
    }

    /** The keys that are missing from a file would be missing from the new one, and nobody would notice. */
    private static void requireComplete(List<KeytabFile> files) throws FailedException {
        for (KeytabFile file : files) {
            if (file.keytab().isIncomplete()) {
                throw new FailedException(file.label() + " is incomplete: "
                        + lastOdd(file)
                        + ". Nothing was written. Copy the file again, as a binary file.");
            }
        }
    }

    private static OddEntry lastOdd(KeytabFile file) {
        List<OddEntry> odd = file.keytab().oddEntries();
        return odd.get(odd.size() - 1);
    }

    /** Entries whose name and key can be read are copied, although nothing here can use their keys. */
    private void tellWhatIsLeftOut(KeytabFile file) {
        file.keytab().oddEntries().stream()
                .filter(odd -> odd.extent() != OddEntry.Extent.KEY)
                .forEach(odd -> terminal.complain("left out: " + file.label() + ": " + odd + "\n"));
    }

    private static List<Keytab.Entry> merged(List<KeytabFile> files) throws FailedException {
        Map<Slot, Keytab.Entry> merged = new LinkedHashMap<>();
        Map<Slot, String> sources = new LinkedHashMap<>();
        for (KeytabFile file : files) {
            for (Keytab.Entry entry : file.keytab().entries()) {
                Slot slot = new Slot(entry.realm(), entry.name().components(), entry.kvno(), entry.etype());
                Keytab.Entry present = merged.putIfAbsent(slot, entry);
                String source = sources.putIfAbsent(slot, file.label());
                if (present != null && !present.key().equals(entry.key())) {
                    throw new FailedException(new PrincipalKeys(List.of(entry)).principal() + ", kvno " + entry.kvno()
                            + ", " + EncryptionType.describe(entry.etype()) + " has one key in " + source
                            + " and another one in " + file.label() + ". At most one of them is right. Nothing was"
                            + " written. Leave one of the files out.");
                }
            }
        }
        return List.copyOf(merged.values());
    }

    /** What one key alone may fill. */
    private record Slot(String realm, List<String> components, long kvno, int etype) {}
}
