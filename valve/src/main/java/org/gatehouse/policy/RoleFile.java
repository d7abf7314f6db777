package org.gatehouse.policy;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.text.Invisible;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;

/**
 * The text that gives SIDs the names of roles, one SID a line: {@code S-1-5-21-1-2-3-1104 = finance, reports}. A line that
 * begins with {@code #} is a comment.
 */
public final class RoleFile {
    /** In bytes: ten thousand groups with three roles each. */
    public static final int MAX_LENGTH = 1 << 20;

    /** An administrator fixes one mistake after the other anyway. */
    private static final int MAX_MISTAKES = 20;

    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final Pattern COMMA = Pattern.compile(",");
    /** As in other files; a role may be called {@code c#}. */
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#");
    /** What {@code web.xml} means by it is no role. */
    private static final Pattern SPECIAL = Pattern.compile("\\*{1,2}");

    private final Map<Sid, NavigableSet<String>> roles = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private RoleFile() {}

    /**
     * Reads a file.
     *
     * @throws RoleFileException if any line is wrong: half a file gives half the roles
     */
    public static RoleMap parse(Bytes file) throws RoleFileException {
        if (file.length() > MAX_LENGTH) {
            throw new RoleFileException(List.of("it is larger than " + MAX_LENGTH + " bytes"));
        }
        RoleFile parsed = new RoleFile();
        parsed.read(text(file));
        if (!parsed.mistakes.isEmpty()) {
            throw new RoleFileException(parsed.mistakes);
        }
        return new RoleMap(parsed.roles);
    }

    private static String text(Bytes file) throws RoleFileException {
        try {
            String text = file.utf8();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new RoleFileException(List.of("it is not UTF-8"));
        }
    }

    private void read(String text) {
        String[] lines = LINE_END.split(text, -1);
        for (int i = 0; i < lines.length && mistakes.size() < MAX_MISTAKES; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                String place = "line " + (i + 1) + ": ";
                line(line).ifPresent(mistake -> mistakes.add(place + mistake));
            }
        }
    }

    /** Keeps what a line says, or tells what is wrong with it. */
    private Optional<String> line(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return Optional.of("there is no \"=\" between SID and roles");
        }
        String written = line.substring(0, equals).strip();
        Optional<Sid> sid = Sid.parse(written);
        if (sid.isEmpty()) {
            // Of a file that is there by mistake it may be a password.
            return Optional.of((written.startsWith("S-") ? Printable.quoted(written) : "what stands before the \"=\"")
                    + " is not a SID");
        }
        NavigableSet<String> names = new TreeSet<>();
        for (String name : COMMA.split(line.substring(equals + 1), -1)) {
            Optional<String> mistake = mistake(name.strip());
            if (mistake.isPresent()) {
                return mistake;
            }
            names.add(name.strip());
        }
        roles.computeIfAbsent(sid.get(), any -> new TreeSet<>()).addAll(names);
        return Optional.empty();
    }

    private static Optional<String> mistake(String name) {
        if (name.isEmpty()) {
            return Optional.of("the name of a role is missing");
        }
        if (Sid.parse(name).isPresent()) {
            return Optional.of(Printable.quoted(name) + " is a SID: no role may have the name of another group");
        }
        if (SPECIAL.matcher(name).matches()) {
            return Optional.of(Printable.quoted(name) + " is not the name of a role");
        }
        if (COMMENT.matcher(name).find()) {
            return Optional.of("there is a # behind the roles: a comment has a line of its own");
        }
        return Invisible.firstOf(name).isPresent()
                ? Optional.of(Printable.quoted(name) + " contains an invisible character")
                : Optional.empty();
    }
}
