package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page of a response that did not sign the user in: for people in HTML, for programs in one line of text. It names
 * the failure by code and reference only; what was seen is for the log.
 */
public final class SignInPage {
    private static final String STYLE = """
            :root{--ink:#1c2430;--soft:#5a6575;--paper:#fbfbf9;--card:#fff;--line:#e2e3df;--accent:#1f5fbf;--accent-ink:#fff;--warn:#9a6200;
            --mono:ui-monospace,"Cascadia Code","DejaVu Sans Mono",monospace}
            @media (prefers-color-scheme:dark){:root{--ink:#e7eaee;--soft:#9aa6b5;--paper:#14181d;--card:#1c2229;--line:#303842;--accent:#7fb0ff;
            --accent-ink:#0d1420;--warn:#f0bd62}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            main{max-width:42rem;margin:0 auto;padding:2rem 1rem}
            section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1.25rem}
            h1{font-size:1.6rem;line-height:1.25;margin:0 0 .4rem}
            p{margin:.3rem 0 .8rem}
            .tag{display:inline-block;margin-bottom:.4rem;border:1px solid currentColor;border-radius:1rem;padding:.05rem .6rem;font-size:.85rem;
            font-weight:600;color:var(--warn)}
            .button{display:inline-block;background:var(--accent);color:var(--accent-ink);border-radius:.45rem;padding:.6rem 1.1rem;font-weight:600;
            text-decoration:none}
            :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            .ref{font:.85rem var(--mono);color:var(--soft);border-top:1px solid var(--line);padding-top:.7rem;margin:1rem 0 0;overflow-wrap:anywhere}
            """;

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>Not signed in</title>
            <style>""" + STYLE + """
            </style>
            </head>
            <body>
            <main>
            <section role="alert">
            <span class="tag">not signed in</span>
            <h1>We couldn&rsquo;t sign you in automatically</h1>
            """;

    private static final String FOOT = """
            </section>
            </main>
            </body>
            </html>
            """;

    /** The page of a first request: anyone who sees it has a browser that did not answer the challenge. */
    public static final SignInPage CHALLENGE =
            new SignInPage("Sign-in is needed: this site accepts Negotiate (Kerberos).", """
            <p>You need to be on your company network or VPN and signed in to Windows with your work account. If you are, ask your
            help desk to allow this site for automatic sign-in.</p>
            <a class="button" href="">Try again</a>
            """);

    private final String text;
    private final String html;

    private SignInPage(String text, String details) {
        this.text = text + "\n";
        this.html = HEAD + details + FOOT;
    }

    /**
     * The page of a sign-in that was refused.
     *
     * @param code {@code GH-K031}
     * @param reference by which the administrator finds the line of the log
     */
    public static SignInPage refused(String code, String reference) {
        return new SignInPage(
                "Sign-in did not work (" + code + ", " + reference + ").", """
                <p>Your computer tried to sign you in, and this site could not accept it. If this keeps happening, send the line below to
                your help desk.</p>
                <a class="button" href="">Try again</a>
                <p class="ref">%s &middot; %s</p>
                """.formatted(code, reference));
    }

    /**
     * The page of a site that cannot sign anyone in at the moment.
     *
     * @param code {@code GH-C015}
     * @param reference by which the administrator finds the line of the log
     */
    public static SignInPage unavailable(String code, String reference) {
        return new SignInPage(
                "Sign-in is not available at the moment (" + code + ", " + reference + ").",
                """
                <p>This site cannot sign anyone in at the moment. Try again in a few minutes. If this keeps happening, send the line
                below to your help desk.</p>
                <a class="button" href="">Try again</a>
                <p class="ref">%s &middot; %s</p>
                """.formatted(code, reference));
    }

    /**
     * The page of a request that was not asked, where nothing stands in for the sign-in.
     *
     * @param code {@code GH-H005}
     * @param reference by which the administrator finds the line of the log
     */
    public static SignInPage notAsked(String code, String reference) {
        return new SignInPage(
                "Automatic sign-in is not available here (" + code + ", " + reference + ").",
                """
                <p>This site does not sign you in automatically from this device, browser or network. If it should, send the line
                below to your help desk.</p>
                <p class="ref">%s &middot; %s</p>
                """.formatted(code, reference));
    }

    /** One line of US-ASCII, for programs and command lines. */
    public String text() {
        return text;
    }

    /** A whole document in US-ASCII, without any resource from elsewhere. */
    public String html() {
        return html;
    }

    /** The Content-Security-Policy of the HTML: its own style, and nothing else. */
    public static String contentSecurityPolicy() {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; style-src 'sha256-"
                + STYLE_HASH + "'";
    }

    private static final String STYLE_HASH = hash(STYLE);

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
