package org.gatehouse.gss;

/** What brought a request, as far as it matters for a client's next token, which has to come on the same connection. */
public enum Transport {
    /** HTTP/1.1: the connection stays open. */
    HTTP_1_1,
    /** HTTP/1.0: the connection ends with the response. */
    HTTP_1_0,
    /** HTTP/1.1 with {@code Connection: close}. */
    HTTP_1_1_CLOSING,
    /** HTTP/2 or AJP: the connection carries the requests of several clients. */
    SHARED,
    /** Not known. */
    UNKNOWN;

    /** Whether another token can come on the same connection. */
    public boolean carriesNextToken() {
        return this == HTTP_1_1;
    }
}
