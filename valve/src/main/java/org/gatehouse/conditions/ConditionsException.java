package org.gatehouse.conditions;

import java.util.List;
import java.util.stream.Collectors;

/** A file of conditions that cannot be used, with everything that is wrong with it. */
public final class ConditionsException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of the JDK
    private final List<Mistake> mistakes;

    ConditionsException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
