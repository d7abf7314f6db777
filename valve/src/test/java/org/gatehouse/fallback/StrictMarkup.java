package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reader of HTML that forgives nothing: every element is known and closed in its order, every attribute is quoted and stands
 * once, every reference to a character is complete. It knows only what the page needs.
 */
final class StrictMarkup {
    private static final Set<String> VOID = Set.of("meta", "link", "br", "path");

    private static final Set<String> RAW = Set.of("style", "script");

    private static final Set<String> KNOWN = Set.of(
            "html", "head", "title", "body", "main", "section", "p", "h1", "a", "div", "form", "button", "code", "time",
            "svg");

    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\\s*(/?)>");

    private static final Pattern ATTRIBUTE = Pattern.compile("([a-zA-Z-]+)(?:=\"([^\"]*)\")?");

    private static final Pattern STRAY_AMPERSAND = Pattern.compile("&(?!(?:amp|lt|gt|quot|#39);)");

    private final String html;
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Element> elements = new ArrayList<>();

    /**
     * An element as it was read.
     *
     * @param content up to the next tag
     */
    record Element(String name, Map<String, String> attributes, String content) {
        String attribute(String attribute) {
            return attributes.getOrDefault(attribute, "");
        }
    }

    private StrictMarkup(String html) {
        this.html = html;
    }

    /** The elements of a document, in their order. */
    static List<Element> of(String html) {
        StrictMarkup markup = new StrictMarkup(html);
        markup.read();
        return markup.elements;
    }

    static List<Element> named(String name, String html) {
        return of(html).stream().filter(element -> element.name.equals(name)).toList();
    }

    /** What a user reads, without tags. */
    static String text(String html) {
        String body = html.substring(html.indexOf("<body"));
        return body.replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private void read() {
        String doctype = "<!DOCTYPE html>\n";
        assertThat(html).startsWith(doctype);
        Matcher tag = TAG.matcher(html);
        int at = doctype.length();
        while (at < html.length()) {
            int next = html.indexOf('<', at);
            if (next < 0) {
                break;
            }
            characters(html.substring(at, next));
            assertThat(tag.find(next) && tag.start() == next)
                    .as(() -> "a well-formed tag at " + html.substring(next))
                    .isTrue();
            at = tag.group(1).isEmpty() ? begin(tag) : end(tag);
        }
        characters(html.substring(at));
        assertThat(open).as("left open").isEmpty();
    }

    private int begin(Matcher tag) {
        String name = tag.group(2);
        assertThat(KNOWN.contains(name) || VOID.contains(name) || RAW.contains(name))
                .as(name)
                .isTrue();
        int contentEnd = RAW.contains(name) ? html.indexOf("</" + name, tag.end()) : html.indexOf('<', tag.end());
        elements.add(new Element(name, attributes(tag.group(3)), html.substring(tag.end(), contentEnd)));
        if (!VOID.contains(name)) {
            open.push(name);
        }
        return RAW.contains(name) ? contentEnd : tag.end();
    }

    private int end(Matcher tag) {
        assertThat(tag.group(2)).isEqualTo(open.poll());
        return tag.end();
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new HashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            String value = attribute.group(2) == null ? "" : attribute.group(2);
            assertThat(STRAY_AMPERSAND.matcher(value).find()).as(value).isFalse();
            assertThat(attributes.put(attribute.group(1), value))
                    .as(attribute.group(1))
                    .isNull();
        }
        return attributes;
    }

    private static void characters(String text) {
        assertThat(text).doesNotContain(">");
        assertThat(STRAY_AMPERSAND.matcher(text).find()).as(text).isFalse();
    }
}
