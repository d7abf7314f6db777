package org.gatehouse.fallback;

import java.util.List;
import java.util.Map;

/** A piece of a template. The values that it is filled with are HTML already. */
interface TemplatePart {
    void appendTo(StringBuilder html, Map<Placeholder, String> values);

    /** What the administrator has written. */
    record Literal(String text) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder html, Map<Placeholder, String> values) {
            html.append(text);
        }
    }

    /** A value, or nothing where there is none. */
    record Value(Placeholder name) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder html, Map<Placeholder, String> values) {
            html.append(values.getOrDefault(name, ""));
        }
    }

    /** Parts that appear only with a value, and parts that appear only without. */
    record Section(Placeholder name, List<TemplatePart> with, List<TemplatePart> without) implements TemplatePart {
        @Override
        public void appendTo(StringBuilder html, Map<Placeholder, String> values) {
            for (TemplatePart part : values.containsKey(name) ? with : without) {
                part.appendTo(html, values);
            }
        }
    }
}
