package org.gatehouse.settings.descriptor;

import java.io.Serial;

/** A deployment descriptor that cannot be used. The message says in words what is wrong with it, without its content. */
public final class UnusableDescriptorException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableDescriptorException(String problem) {
        super(problem, null, false, false);
    }

    /** {@code it is not well-formed XML (line 3, column 5)}. */
    public String problem() {
        return String.valueOf(getMessage());
    }
}
