package org.gatehouse.cli.portalguard;

import java.util.HexFormat;

/** XML, line by line, in ASCII alone: it means the same in every encoding. Texts that come in are text wherever they stand. */
final class XmlLines {
    private final StringBuilder lines = new StringBuilder();

    /** Markup of our own. */
    void markup(int depth, String markup) {
        lines.append("  ".repeat(depth)).append(markup).append('\n');
    }

    /** All lines of another one. */
    void append(XmlLines other) {
        lines.append(other.lines);
    }

    /** An element with a text. */
    void element(int depth, String startTag, String text, String endTag) {
        markup(depth, startTag + escaped(text) + endTag);
    }

    /** A comment of one line, which ends where it is meant to. */
    void comment(int depth, String text) {
        StringBuilder comment = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c < ' ' || c > '~') {
                comment.append("\\u{").append(Integer.toHexString(c)).append('}');
            } else if (c == '-' && comment.length() > 0 && comment.charAt(comment.length() - 1) == '-') {
                comment.append(" -");
            } else {
                comment.append((char) c);
            }
        });
        markup(depth, "<!-- " + comment + " -->");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    if (c > '~') {
                        escaped.append("&#x")
                                .append(HexFormat.of().withUpperCase().toHexDigits(c, 6))
                                .append(';');
                    } else {
                        escaped.append((char) c);
                    }
                }
            }
        });
        return escaped.toString();
    }

    boolean isEmpty() {
        return lines.length() == 0;
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
