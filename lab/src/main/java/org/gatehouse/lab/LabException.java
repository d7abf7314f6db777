package org.gatehouse.lab;

/** The lab cannot start. What was started already is stopped again. */
public final class LabException extends Exception {
    private static final long serialVersionUID = 1;

    /** Whose turn it is. */
    public enum Reason {
        /** The domain file is wrong; the message has a line for each problem. */
        DOMAIN_FILE,
        /** A port is in use; the message has a line for each such port. */
        PORT_IN_USE,
        /** Another lab writes to the same directory. */
        HOME_IN_USE,
        /** The directory holds files, and nothing says that a lab wrote them. */
        HOME_NOT_EMPTY,
        /** A part of the lab failed. */
        FAILED
    }

    private final Reason reason;

    LabException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    LabException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
