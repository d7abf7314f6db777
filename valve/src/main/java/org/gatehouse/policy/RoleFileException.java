package org.gatehouse.policy;

import java.util.List;

/** A roles file that cannot be used, with everything that is wrong with it. */
public final class RoleFileException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // a list of the JDK
    private final List<String> mistakes;

    RoleFileException(List<String> mistakes) {
        super(String.join("; ", mistakes), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** Half a sentence each, with the line: {@code line 3: the name of a role is missing}. */
    public List<String> mistakes() {
        return mistakes;
    }
}
