package org.gatehouse.lab.kdc;

/** Bytes that are no DER, or not the Kerberos message that was expected. The text names the fault, never the bytes. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedMessageException(String fault) {
        super(fault);
    }

    MalformedMessageException(String fault, Throwable cause) {
        super(fault, cause);
    }
}
