package org.gatehouse.lab.directory.domain;

/** A change that the directory does not make; the message is for whoever asked for it. */
public final class AdministrationException extends Exception {
    private static final long serialVersionUID = 1;

    public AdministrationException(String message) {
        super(message);
    }

    public AdministrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
