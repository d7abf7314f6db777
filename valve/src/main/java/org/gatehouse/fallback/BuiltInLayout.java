package org.gatehouse.fallback;

import java.util.List;
import java.util.Optional;

/** The layout that comes with the product. It needs no other resource, and no style or script that its policy does not name. */
final class BuiltInLayout {
    private static final String STYLE = """
            :root{--ink:#17202b;--soft:#566273;--paper:#f6f7f5;--card:#fff;--line:#dfe2df;--edge:#7d8793;--accent:#1d5bb8;--on:#fff}
            @media(prefers-color-scheme:dark){:root{--ink:#e8ebef;--soft:#9fabba;--paper:#12161b;--card:#1a2027;--line:#2e3640;--edge:#6f7a88;--accent:#86b4ff;--on:#0c1420}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
            section{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.35rem;overflow-wrap:break-word}
            .site{display:flex;gap:.5rem;align-items:center;color:var(--soft);margin:0 0 .6rem}
            svg{flex:none;fill:var(--accent)}
            h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 .6rem}
            p{margin:0 0 .8rem;max-width:62ch}
            a{color:var(--accent);text-underline-offset:.15em}
            .do{display:flex;flex-wrap:wrap;gap:.6rem;margin:1.1rem 0 0}
            form{margin:0}
            .button{display:inline-block;background:var(--accent);color:var(--on);border:1px solid var(--accent);border-radius:.5rem;padding:.6rem 1.15rem;min-height:2.75rem;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
            .quiet{background:none;color:var(--accent);border-color:var(--edge)}
            :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            .code{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:baseline;background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;margin:1.2rem 0 0}
            code{font:650 1.25rem ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace;-webkit-user-select:all;user-select:all}
            time,.help{color:var(--soft);font-size:.9rem}
            .help{margin:1rem 0 0}
            @media(max-width:26rem){.do>*,.do .button{width:100%;text-align:center}h1{font-size:1.5rem}}
            """;

    private static final String ICON_PATH = "M3 21V7l3-2 3 2 3-2 3 2 3-2 3 2v14h-6v-5a3 3 0 0 0-6 0v5z";

    private static final String ICON =
            "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'"
                    + " viewBox='0 0 24 24'%3E%3Cpath fill='%231d5bb8' d='" + ICON_PATH + "'/%3E%3C/svg%3E\">\n";

    private static final String MARK =
            "<svg width=\"22\" height=\"22\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"" + ICON_PATH
                    + "\"/></svg>";

    private static final String STYLE_SOURCE = ContentPolicy.hash(STYLE);

    private static final String SCRIPT_SOURCE = ContentPolicy.hash(PageScript.TEXT);

    private final PageContent content;
    private final StringBuilder html = new StringBuilder(6 * 1024);

    private BuiltInLayout(PageContent content) {
        this.content = content;
    }

    static RenderedPage page(PageContent content) {
        return new BuiltInLayout(content).page();
    }

    private RenderedPage page() {
        head();
        html.append("<body>\n<main>\n<section aria-labelledby=\"what\">\n");
        siteName();
        html.append("<h1 id=\"what\">")
                .append(HtmlText.escape(content.heading()))
                .append("</h1>\n");
        if (!content.text().isEmpty()) {
            html.append("<p>").append(HtmlText.escape(content.text())).append("</p>\n");
        }
        actions();
        content.facts().technical().ifPresent(this::code);
        help();
        html.append("</section>\n</main>\n</body>\n</html>\n");
        return new RenderedPage(html.toString(), policy(), content.language().tag());
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html lang=\"")
                .append(content.language().tag())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(HtmlText.escape(content.title()))
                .append("</title>\n")
                .append(ICON)
                .append("<style>")
                .append(STYLE)
                .append("</style>\n");
        if (hasScript()) {
            html.append(PageScript.element("", onward())).append('\n');
        }
        html.append("</head>\n");
    }

    private void siteName() {
        if (!content.siteName().isEmpty()) {
            html.append("<p class=\"site\">")
                    .append(MARK)
                    .append(HtmlText.escape(content.siteName()))
                    .append("</p>\n");
        }
    }

    private void actions() {
        List<PageContent.Action> actions = content.actions();
        if (actions.isEmpty()) {
            return;
        }
        html.append("<div class=\"do\">\n");
        String style = "button";
        for (PageContent.Action action : actions) {
            html.append(action.isPost() ? form(action, style) : link(action, style))
                    .append('\n');
            style = "button quiet";
        }
        html.append("</div>\n");
    }

    private static String link(PageContent.Action action, String style) {
        return "<a class=\"" + style + "\" href=\"" + HtmlText.escape(action.url()) + "\">"
                + HtmlText.escape(action.label()) + "</a>";
    }

    private static String form(PageContent.Action action, String style) {
        return "<form method=\"post\" action=\"" + HtmlText.escape(action.url()) + "\"><button class=\"" + style + "\">"
                + HtmlText.escape(action.label()) + "</button></form>";
    }

    private void code(Technical technical) {
        html.append("<p class=\"code\"><code>")
                .append(HtmlText.escape(technical.code() + " · " + technical.reference()))
                .append("</code><time datetime=\"")
                .append(PageContent.machineTime(technical.time()))
                .append("\">")
                .append(HtmlText.escape(content.time(technical.time())))
                .append("</time></p>\n");
    }

    private void help() {
        content.help()
                .ifPresent(sentence -> html.append("<p class=\"help\">")
                        .append(HelpLine.html(sentence, content.style().help()))
                        .append("</p>\n"));
    }

    private boolean hasScript() {
        return content.facts().links().onward().isPresent()
                || content.actions().stream()
                        .filter(action -> !action.isPost())
                        .anyMatch(action -> action.url().isEmpty() || Continuation.endsWithTarget(action.url()));
    }

    private String onward() {
        Optional<Continuation> onward = content.facts().links().onward();
        return onward.map(Continuation::url).orElse("");
    }

    private String policy() {
        ContentPolicy policy = new ContentPolicy(content.actions().stream().anyMatch(PageContent.Action::isPost))
                .with("img-src", "data:")
                .with("style-src", STYLE_SOURCE);
        return (hasScript() ? policy.with("script-src", SCRIPT_SOURCE) : policy).toString();
    }
}
