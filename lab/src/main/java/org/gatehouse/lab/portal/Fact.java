package org.gatehouse.lab.portal;

import java.util.List;

/**
 * A fact of a visit.
 *
 * @param label for the page
 * @param html the value, escaped
 * @param text for programs; none if the page says it only to browsers
 */
record Fact(String label, String html, List<Line> text) {
    Fact {
        text = List.copyOf(text);
    }

    /** A line for a terminal. */
    record Line(String label, String value) {
        @Override
        public String toString() {
            return "  %-8s  %s\n".formatted(label, oneLine(value));
        }
    }

    static Fact of(String label, String value, Line... text) {
        return new Fact(label, Html.escape(value), List.of(text));
    }

    /** A name, which may be broken before its realm. */
    static Fact name(String label, String name, Line... text) {
        return new Fact(label, "<code>" + Html.escape(name).replace("@", "<wbr>@") + "</code>", List.of(text));
    }

    /** A terminal would obey what is in a name. */
    static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}", "\ufffd");
    }
}
