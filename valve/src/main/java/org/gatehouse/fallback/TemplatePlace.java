package org.gatehouse.fallback;

import org.gatehouse.text.AsciiCase;

/**
 * Where in the HTML a template is. It follows the tokenizer of the HTML standard (§13.2.5) as far as needed to know whether a
 * value that is escaped for text and quoted attributes is safe there.
 */
final class TemplatePlace {
    private static final String WHITE = " \t\n\f";

    private final Mistakes mistakes;
    private Place place = Place.TEXT;
    private String element = "";
    private String attribute = "";
    private final StringBuilder word = new StringBuilder();
    private boolean hasNonce;
    private int tagLine;

    private enum Place {
        TEXT("text"),
        TAG("a tag"),
        BEFORE_VALUE("a tag"),
        UNQUOTED("an attribute without quotes"),
        DOUBLE_QUOTED("an attribute"),
        SINGLE_QUOTED("an attribute"),
        RAW("a script or style"),
        COMMENT("a comment");

        private final String words;

        Place(String words) {
            this.words = words;
        }
    }

    TemplatePlace(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Follows what the administrator has written, and returns the line at its end. */
    int literal(String text, int startLine) {
        int line = startLine;
        for (int i = 0; i < text.length(); i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
            step(text, i, line);
        }
        return line;
    }

    /** Checks a value that would stand here. */
    void placeholder(Placeholder name, int line) {
        switch (place) {
            case TEXT, COMMENT -> {}
            case RAW ->
                mistakes.add(
                        line,
                        name + " stands inside of <" + element + ">; put it into an attribute such as data-name, and"
                                + " read that one");
            case TAG, BEFORE_VALUE, UNQUOTED ->
                mistakes.add(
                        line, name + " stands in a tag without quotes around it; write attribute=\"" + name + "\"");
            case DOUBLE_QUOTED, SINGLE_QUOTED -> inAttribute(name, line);
        }
    }

    private void inAttribute(Placeholder name, int line) {
        if (name.isMarkup()) {
            mistakes.add(line, name + " has elements, and stands in an attribute; it belongs between elements");
        } else if (attribute.startsWith("on") || attribute.equals("style") || attribute.equals("srcdoc")) {
            mistakes.add(
                    line,
                    name + " stands in the attribute " + attribute + ", which runs what it holds; use one such as"
                            + " data-name");
        }
        hasNonce |= attribute.equals("nonce") && name == Placeholder.NONCE;
    }

    /** At the end of the template. */
    void end(int line) {
        if (place != Place.TEXT) {
            mistakes.add(line, "the template ends inside of " + this);
        }
    }

    private void step(String text, int at, int line) {
        char c = text.charAt(at);
        switch (place) {
            case TEXT -> text(text, at, line);
            case TAG -> tag(c);
            case BEFORE_VALUE -> beforeValue(c);
            case UNQUOTED -> unquoted(c);
            case DOUBLE_QUOTED -> place = c == '"' ? Place.TAG : place;
            case SINGLE_QUOTED -> place = c == '\'' ? Place.TAG : place;
            case RAW -> raw(text, at, line);
            case COMMENT -> place = c == '>' && at >= 2 && text.startsWith("--", at - 2) ? Place.TEXT : place;
        }
    }

    private void text(String text, int at, int line) {
        if (text.charAt(at) != '<') {
            return;
        }
        if (text.startsWith("<!--", at)) {
            place = Place.COMMENT;
        } else if (at + 1 == text.length()
                || isLetter(text.charAt(at + 1))
                || "/!?".indexOf(text.charAt(at + 1)) >= 0) {
            openTag(line);
        }
    }

    private void openTag(int line) {
        place = Place.TAG;
        tagLine = line;
        element = "";
        attribute = "";
        hasNonce = false;
        word.setLength(0);
    }

    private void tag(char c) {
        if (c == '>') {
            endOfWord();
            closeTag();
        } else if (c == '=' && word.length() + attribute.length() > 0) {
            endOfWord();
            place = Place.BEFORE_VALUE;
        } else if (WHITE.indexOf(c) >= 0 || (c == '/' && word.length() > 0)) {
            endOfWord();
        } else {
            word.append(c);
        }
    }

    private void endOfWord() {
        if (word.length() > 0) {
            String folded = AsciiCase.fold(word.toString());
            if (element.isEmpty()) {
                element = folded;
            } else {
                attribute = folded;
            }
            word.setLength(0);
        }
    }

    private void beforeValue(char c) {
        if (c == '>') {
            closeTag();
        } else if (c == '"') {
            place = Place.DOUBLE_QUOTED;
        } else if (c == '\'') {
            place = Place.SINGLE_QUOTED;
        } else if (WHITE.indexOf(c) < 0) {
            place = Place.UNQUOTED;
        }
    }

    private void unquoted(char c) {
        if (c == '>') {
            closeTag();
        } else if (WHITE.indexOf(c) >= 0) {
            place = Place.TAG;
        }
    }

    private void closeTag() {
        boolean isRaw = element.equals("script") || element.equals("style");
        if (isRaw && !hasNonce) {
            mistakes.add(tagLine, "<" + element + "> lacks nonce=\"${nonce}\": browsers would ignore it");
        }
        place = isRaw ? Place.RAW : Place.TEXT;
    }

    private void raw(String text, int at, int line) {
        String end = "</" + element;
        if (text.charAt(at) == '<' && text.regionMatches(true, at, end, 0, end.length())) {
            openTag(line);
        }
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public String toString() {
        return place.words;
    }
}
