package org.gatehouse.lab.directory.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Value;
import org.gatehouse.lab.directory.file.LdifRecord.Attribute;
import org.jspecify.annotations.Nullable;

/**
 * Reads content records of [RFC 2849]: comments, folded lines, base64. UTF-8 text may stand as it is, where the RFC would
 * have it in base64. Change records and values from URLs are refused. Unlike the LDAP API's reader it goes on after a
 * mistake and knows the line of each attribute.
 */
final class LdifReading {
    private final DomainFileProblems problems;
    private final List<LdifRecord> records = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();

    /** The record being read, {@code null} between records. */
    private @Nullable Attribute dn;

    /** The rest of a record whose first line made no sense is not looked at. */
    private boolean skipping;

    private LdifReading(DomainFileProblems problems) {
        this.problems = problems;
    }

    static List<LdifRecord> read(String text, DomainFileProblems problems) {
        LdifReading reading = new LdifReading(problems);
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; ) {
            int end = i + 1;
            StringBuilder unfolded = new StringBuilder(lines[i]);
            while (end < lines.length && lines[end].startsWith(" ")) {
                unfolded.append(lines[end], 1, lines[end].length());
                end++;
            }
            reading.line(i + 1, unfolded.toString());
            i = end;
        }
        reading.endRecord();
        return List.copyOf(reading.records);
    }

    private void line(int number, String line) {
        if (line.isBlank()) {
            endRecord();
        } else if (!line.startsWith("#") && !skipping) {
            attributeLine(number, line);
        }
    }

    private void attributeLine(int number, String line) {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            problems.add(number, "this is neither \"attribute: value\" nor a comment (#)");
            skipping = dn == null;
            return;
        }
        String name = line.substring(0, colon).strip();
        boolean versionLine = name.equals("version") && dn == null && records.isEmpty();
        if (versionLine) {
            return;
        }
        if (dn == null && !name.equalsIgnoreCase("dn")) {
            problems.add(number, "an entry begins with \"dn:\", not with \"" + name + ":\"");
            skipping = true;
            return;
        }
        value(number, name, line.substring(colon + 1));
    }

    private void value(int number, String name, String rest) {
        Value value = null;
        if (name.equalsIgnoreCase("changetype")) {
            problems.add(number, "the file describes entries; a change (changetype) has no place in it");
        } else if (rest.startsWith("<")) {
            problems.add(number, name + ": a value cannot be read from a URL here");
        } else if (rest.startsWith(":")) {
            value = base64(number, name, rest.substring(1).strip());
        } else if (rest.isBlank()) {
            problems.add(number, name + " has no value");
        } else {
            value = new Value(rest.strip());
        }
        if (value == null) {
            skipping = dn == null;
        } else if (dn == null) {
            dn = new Attribute(number, name, value);
        } else if (name.equalsIgnoreCase("dn")) {
            problems.add(number, "a second dn: an empty line has to stand between two entries");
        } else {
            attributes.add(new Attribute(number, name, value));
        }
    }

    private @Nullable Value base64(int number, String name, String encoded) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            problems.add(number, name + ":: is followed by something that is not base64");
            return null;
        }
        try {
            return new Value(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Value(bytes);
        }
    }

    private void endRecord() {
        if (dn != null) {
            records.add(new LdifRecord(dn.line(), dn.value().getString(), attributes));
        }
        dn = null;
        attributes.clear();
        skipping = false;
    }
}
