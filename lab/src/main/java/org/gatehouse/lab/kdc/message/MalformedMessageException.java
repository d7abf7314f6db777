package org.gatehouse.lab.kdc.message;

/** Bytes that are no DER, or not the Kerberos message that was expected. The text names the fault, never the bytes. */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    public MalformedMessageException(String fault) {
        super(fault);
    }

    public MalformedMessageException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
