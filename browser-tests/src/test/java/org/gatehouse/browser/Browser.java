package org.gatehouse.browser;

import java.io.IOException;
import java.net.URI;

/** A browser at a desk, with the tickets of whoever is logged on there. */
interface Browser extends AutoCloseable {
    /** The browsers of the tests. */
    enum Kind {
        /** With Kerberos by MIT's library, as browsers on Linux and macOS have it from the system. */
        CHROMIUM,
        /** With Kerberos by the JDK: the tests' stand-in for all programs in Java that open web pages. */
        HTML_UNIT
    }

    /**
     * Opens an address; a page that tells of an error is a page too.
     *
     * @throws IOException if there is none: nobody answers, or the browser does not trust who does
     */
    Browser open(URI address) throws IOException;

    /** Forgets all sessions, so that the next request signs on anew. */
    void forgetCookies();

    /** The HTTP status of the page. */
    int status();

    String title();

    /** The text that is seen. */
    String text();

    /** The text of the first element that the selector finds; there has to be one. */
    String text(String css);

    /** How many elements the selector finds. */
    int count(String css);

    @Override
    void close();
}
