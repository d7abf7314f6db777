package org.gatehouse.fallback;

/** The sentence about the help desk as HTML, with the administrator's link and text. */
final class HelpLine {
    private HelpLine() {}

    static String html(PageContent.Help sentence, HelpDesk desk) {
        String name = HtmlText.escape(sentence.name());
        String linked = desk.url()
                .map(url -> "<a href=\"" + HtmlText.escape(url) + "\">" + name + "</a>")
                .orElse(name);
        String html = HtmlText.escape(sentence.before()) + linked + HtmlText.escape(sentence.after());
        return html + desk.text().map(text -> "<br>\n" + HtmlText.escape(text)).orElse("");
    }
}
