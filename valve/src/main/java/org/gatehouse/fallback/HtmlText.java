package org.gatehouse.fallback;

/** Text that becomes part of HTML. */
final class HtmlText {
    private HtmlText() {}

    /** {@code text} for the content of an element, and for an attribute's value in quotes of either kind. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(isControl(c) ? '\uFFFD' : c);
            }
        }
        return html.toString();
    }

    /** Control characters other than white space are not allowed in a document. */
    private static boolean isControl(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }
}
