package org.gatehouse.fallback;

import java.util.List;
import java.util.Map;

/** The administrator's own layout of the page: a document of HTML with placeholders and sections. */
public final class PageTemplate {
    /** In bytes: enough for a page with a picture in it. */
    public static final int MAX_LENGTH = 256 * 1024;

    private final List<TemplatePart> parts;
    private final int length;

    private PageTemplate(List<TemplatePart> parts, int length) {
        this.parts = parts;
        this.length = length;
    }

    /**
     * Reads a template.
     *
     * @throws PageFileException with every mistake
     */
    public static PageTemplate parse(byte[] file) throws PageFileException {
        String text = Utf8File.of(file, MAX_LENGTH);
        return new PageTemplate(TemplateParser.parse(text), text.length());
    }

    String fill(Map<Placeholder, String> values) {
        StringBuilder html = new StringBuilder(length + 2048);
        parts.forEach(part -> part.appendTo(html, values));
        return html.toString();
    }
}
