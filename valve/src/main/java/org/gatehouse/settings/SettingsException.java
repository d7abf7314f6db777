package org.gatehouse.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.failure.Failure;

/** The attributes cannot be used. Lists everything that is wrong with them, and with the key files, at once. */
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Failure> problems;

    SettingsException(List<Failure> problems) {
        super(problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<Failure> problems() {
        return problems;
    }
}
