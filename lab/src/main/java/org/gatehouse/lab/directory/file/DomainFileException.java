package org.gatehouse.lab.directory.file;

import java.util.List;

/** The domain file is wrong: every problem at once, each with its line. */
public final class DomainFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    DomainFileException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** {@code domain.ldif:37: CN=Alice Liddell,CN=Users: no attribute is named servicePrincipalNam}. */
    public List<String> problems() {
        return problems;
    }
}
