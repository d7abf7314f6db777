package org.gatehouse.fallback;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A page in the layout of the administrator's template. */
final class TemplateLayout {
    private final PageContent content;
    private final Map<Placeholder, String> values = new HashMap<>();

    private TemplateLayout(PageContent content) {
        this.content = content;
    }

    static RenderedPage page(PageContent content, PageTemplate template, String nonce) {
        TemplateLayout layout = new TemplateLayout(content);
        layout.texts();
        layout.links();
        layout.help();
        layout.scripts(nonce);
        return new RenderedPage(
                template.fill(layout.values),
                policy(nonce, layout.values.containsKey(Placeholder.SIGN_OUT_URL)),
                content.language().tag());
    }

    /** What the template brings with it is allowed by its nonce; pictures, fonts and styles also come from the site itself. */
    private static String policy(String nonce, boolean hasForm) {
        return new ContentPolicy(hasForm)
                .with("img-src", "'self' data:")
                .with("font-src", "'self' data:")
                .with("style-src", "'self' 'nonce-" + nonce + "'")
                .with("script-src", "'nonce-" + nonce + "'")
                .toString();
    }

    private void texts() {
        text(Placeholder.TITLE, content.title());
        text(Placeholder.HEADING, content.heading());
        text(Placeholder.TEXT, content.text());
        text(Placeholder.SITE_NAME, content.siteName());
        text(Placeholder.LANG, content.language().tag());
        text(Placeholder.SITUATION, content.facts().situation().key());
        content.facts().technical().ifPresent(technical -> {
            text(Placeholder.CODE, technical.code());
            text(Placeholder.REFERENCE, technical.reference());
            text(Placeholder.TIME, content.time(technical.time()));
            text(Placeholder.DATETIME, PageContent.machineTime(technical.time()));
        });
    }

    private void links() {
        for (PageContent.Action action : content.actions()) {
            Placeholder.named(action.name()).ifPresent(label -> text(label, action.label()));
            Placeholder.named(action.name() + "Url").ifPresent(url -> values.put(url, HtmlText.escape(action.url())));
        }
    }

    private void help() {
        HelpDesk desk = content.style().help();
        content.help().ifPresent(sentence -> values.put(Placeholder.HELP, HelpLine.html(sentence, desk)));
        desk.url().ifPresent(url -> text(Placeholder.HELP_URL, url));
        desk.text().ifPresent(text -> text(Placeholder.HELP_TEXT, text));
    }

    private void scripts(String nonce) {
        Optional<String> onward = content.facts().links().onward().map(Continuation::url);
        onward.ifPresent(url -> text(Placeholder.ONWARD_URL, url));
        text(Placeholder.NONCE, nonce);
        values.put(
                Placeholder.SCRIPT, PageScript.element(" nonce=\"" + HtmlText.escape(nonce) + "\"", onward.orElse("")));
    }

    /** A blank text counts as not there. */
    private void text(Placeholder name, String plain) {
        if (!plain.isBlank()) {
            values.put(name, HtmlText.escape(plain));
        }
    }
}
