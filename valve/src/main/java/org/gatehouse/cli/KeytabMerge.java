package org.gatehouse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabWriter;
import org.gatehouse.secret.SecretBytes;
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
            throw new UsageException("name the keytabs to put together.");
        }
        Path out = LocalFiles.path(arguments.required("--out"));
        List<KeytabFile> files = new ArrayList<>();
        try {
            for (String operand : arguments.operands()) {
                files.add(KeytabFile.read(operand));
            }
            List<Keytab.Entry> merged = merged(files);
            try (SecretBytes content = KeytabWriter.write(merged)) {
                if (content.length() > KeytabFile.MAX_LENGTH) {
                    throw new FailedException("together they have more than " + KeytabFile.MAX_LENGTH + " bytes.");
                }
                new NewFile(out, arguments.has("--force")).write(content);
            }
            terminal.print(Printable.of(out.toString()) + ": "
                    + (merged.size() == 1 ? "1 key" : merged.size() + " keys") + ", readable by its owner only\n");
            return CommandLine.WELL;
        } catch (UnusableKeytabException e) {
            throw new FailedException(e.failure().toString());
        } finally {
            files.forEach(KeytabFile::close);
        }
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
                            + " and another one in " + file.label() + ": at most one of them is right. Nothing was"
                            + " written.");
                }
            }
        }
        return List.copyOf(merged.values());
    }

    /** What one key alone may fill. */
    private record Slot(String realm, List<String> components, long kvno, int etype) {}
}
