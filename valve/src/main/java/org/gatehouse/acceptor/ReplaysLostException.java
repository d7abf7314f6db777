package org.gatehouse.acceptor;

/** What was remembered before cannot be used; the reason is about the file: "it is damaged". */
public final class ReplaysLostException extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    public ReplaysLostException(String why) {
        super(why);
        this.why = why;
    }

    public String why() {
        return why;
    }
}
