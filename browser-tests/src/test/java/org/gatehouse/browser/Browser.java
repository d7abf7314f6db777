package org.gatehouse.browser;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A browser at a desk, with the tickets of whoever is logged on there. */
interface Browser extends AutoCloseable {
    /** An empty page: browsers do not load again an address that differs from the page's in its fragment alone. */
    String NOWHERE = "about:blank";

    /** The browsers of the tests. */
    enum Kind {
        /** With Kerberos by MIT's library, as browsers on Linux and macOS have it from the system. */
        CHROMIUM,
        /** With Kerberos by the JDK: the tests' stand-in for all programs in Java that open web pages. */
        HTML_UNIT,
        /** With Kerberos by MIT's library, too, and with rules of its own for prompts and for what it keeps. */
        FIREFOX
    }

    /**
     * Opens an address; a page that tells of an error is a page too.
     *
     * @throws IOException if there is none: nobody answers, or the browser does not trust who does
     */
    Browser open(URI address) throws IOException;

    /** Forgets all sessions, so that the next request signs on anew. */
    void forgetCookies();

    /** Forgets the session and keeps all other cookies, as after a night. */
    void forgetSession();

    /** The value of a cookie of the page's site, which no script of the page has to see. */
    Optional<String> cookie(String name);

    /** Where the page is, with its fragment. */
    URI address();

    /** Fills a field of the page. */
    Browser type(String css, String text);

    /** Clicks on a link or a button. */
    Browser click(String css);

    /** Goes back in the history. */
    void back();

    /**
     * What a script of the page gets that asks for an address with {@code XMLHttpRequest}.
     *
     * @return status, type of the content, and body, each on a line
     */
    String requestByScript(String path, String accept);

    /** Waits for a page with this heading: pages go on by themselves. */
    default Browser reach(String heading) {
        Patience.until(() -> heading.equals(heading()), () -> "There is no page \"" + heading + "\": " + address());
        return this;
    }

    /** The heading of the page that is shown, or nothing as long as there is none. */
    String heading();

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
