package org.gatehouse.wire;

/** Malformed input. Carries where and why, never the input itself. */
public final class WireException extends Exception {
    /** What is wrong with a field. */
    public enum Reason {
        /** The window ends before the field does. */
        TRUNCATED,
        /** Longer, or larger, than any honest peer sends. */
        TOO_LONG,
        /** More elements than any honest peer sends. */
        TOO_MANY,
        /** Nested deeper than the format is. */
        TOO_DEEP,
        /** Another element stands where this one belongs. */
        BAD_TAG,
        /** A length that is indefinite, not in its shortest form, or not that of its content. */
        BAD_LENGTH,
        /** A value outside the field's range. */
        BAD_VALUE,
        /** An offset, alone or with its length, that points outside of the window or at bytes that belong to something else. */
        BAD_OFFSET,
        /** An element of a kind that may stand there once, for the second time. */
        DUPLICATE,
        /** A version or magic number that is not the format's. */
        BAD_VERSION,
        /** Bytes that nobody asked for. */
        TRAILING
    }

    private static final long serialVersionUID = 1;

    private final String field;
    private final Reason reason;
    private final int offset;

    /**
     * @param field path of the field in the words of its specification, e.g. {@code AP-REQ.ticket.enc-part.kvno}
     * @param offset position of the field in its message, in bytes
     */
    public WireException(String field, Reason reason, int offset) {
        super(field + ": " + reason + " at byte " + offset, null, false, false);
        this.field = field;
        this.reason = reason;
        this.offset = offset;
    }

    public String field() {
        return field;
    }

    public Reason reason() {
        return reason;
    }

    public int offset() {
        return offset;
    }
}
