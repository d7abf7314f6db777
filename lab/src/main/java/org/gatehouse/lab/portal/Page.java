package org.gatehouse.lab.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a response shows: a page for browsers and the same in plain text for programs. Browsers name HTML in their {@code
 * Accept} header; whoever takes anything, as curl does, is better served with text.
 *
 * @param title for the browser's tab, as text
 * @param body the content of {@code <main>}, as HTML
 * @param text lines, each ended
 * @param hasForm whether a browser may send something from it to the portal
 */
public record Page(String title, String body, String text, boolean hasForm) {
    /** Not beside the form: who sees it has not signed in. */
    private static final String LINKS =
            "<nav aria-label=\"Portal\"><a href=\"/\">Portal</a><a href=\"/finance\">Finance</a>"
                    + "<a href=\"/logout\">Sign out</a></nav>";

    private static final String STYLE = style();
    private static final String STYLE_HASH = sha256(STYLE);

    /** A page to read. */
    public Page(String title, String body, String text) {
        this(title, body, text, false);
    }

    static Page withForm(String title, String body, String text) {
        return new Page(title, body, text, true);
    }

    /** A page for an error, with the way back to the portal. */
    public static Page error(String tag, String heading, String advice) {
        return new Page(
                heading,
                """
                <section>
                <span class="tag warn">%s</span>
                <h1>%s</h1>
                <p class="soft">%s</p>
                <a class="button" href="/">To the portal</a>
                </section>
                """.formatted(Html.escape(tag), Html.escape(heading), Html.escape(advice)),
                heading + ". " + advice + "\n");
    }

    /** Writes the form that the client prefers, with the headers that every response of the portal has. */
    public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        write(response, accept != null && accept.contains("text/html"));
    }

    /** Writes one form or the other, with the headers that every response of the portal has. */
    void write(HttpServletResponse response, boolean asHtml) throws IOException {
        response.setHeader("Cache-Control", "no-store"); // it is about one user, and about this very request
        response.setHeader("Vary", "Accept");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", contentSecurityPolicy());
        response.setContentType(asHtml ? "text/html" : "text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(asHtml ? html() : text);
    }

    /** The whole document. It needs nothing from anywhere else. */
    String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
                <title>%s · Gatehouse lab</title>
                <style>%s</style>
                </head>
                <body>
                <header><svg width="22" height="22" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 21V7l3-2 3 2 3-2 3 2 3-2 3 2v14h-6v-5a3 3 0 0 0-6 0v5z"/></svg><b>Gatehouse lab</b>%s</header>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(Html.escape(title), STYLE, hasForm ? "" : LINKS, body);
    }

    String contentSecurityPolicy() {
        return "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "'; base-uri 'none'; form-action "
                + (hasForm ? "'self'" : "'none'") + "; frame-ancestors 'none'";
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("look.css")) {
            if (in == null) {
                throw new IllegalStateException("look.css is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("look.css cannot be read from the class path", e);
        }
    }

    private static String sha256(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
