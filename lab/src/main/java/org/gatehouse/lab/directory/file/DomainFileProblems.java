package org.gatehouse.lab.directory.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a domain file, so that it can be told all at once. */
public final class DomainFileProblems {
    private record Problem(int line, String text) {}

    private final String fileName;
    private final List<Problem> found = new ArrayList<>();

    public DomainFileProblems(String fileName) {
        this.fileName = fileName;
    }

    public void add(int line, String text) {
        found.add(new Problem(line, text));
    }

    public void add(int line, String dn, String text) {
        add(line, dn + ": " + text);
    }

    public void throwIfAny() throws DomainFileException {
        if (!found.isEmpty()) {
            throw new DomainFileException(list());
        }
    }

    /** In the order of the lines. */
    List<String> list() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line)) // stable: one line's problems stay in their order
                .map(problem -> fileName + ":" + problem.line + ": " + printable(problem.text))
                .toList();
    }

    /** What the file holds is shown on terminals, which would obey some of it. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
