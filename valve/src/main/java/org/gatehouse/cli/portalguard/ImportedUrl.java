package org.gatehouse.cli.portalguard;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.gatehouse.text.Printable;

/**
 * A URL of a list. PortalGuard makes an expression of each: a star stands for any characters, and a question mark for one. An
 * entry that is an expression already stays one.
 */
final class ImportedUrl {
    private static final Pattern SITE = Pattern.compile("(?i)https?://[^/?#]*");
    /** What stands in no path as browsers send it, or says where the path begins or ends. */
    private static final Pattern OF_EXPRESSIONS = Pattern.compile("\\A\\^|\\$\\z|[\\\\\\[\\]{}|]");

    private static final Pattern REPEATED_DOT = Pattern.compile("[.][*+]");
    private static final Pattern WILDCARD = Pattern.compile("(?<![.])\\*");
    private static final Pattern SPECIAL = Pattern.compile("[\\p{Punct}&&[^/_%&=~-]]");

    private ImportedUrl() {}

    static ImportedEntry of(String written) {
        if (isExpression(written)) {
            return expression(written);
        }
        String path = SITE.matcher(written).replaceFirst("");
        boolean isWhole = path.startsWith("/") || path.startsWith("*");
        String url = isWhole ? path : path.isEmpty() ? "/*" : "*" + path;
        String remark = url.equals(written)
                ? ""
                : "becomes " + Printable.quoted(url) + ": URLs are compared from their first slash after the host on";
        boolean hasSingle = url.indexOf('?') >= 0;
        return new ImportedEntry.Kept(hasSingle ? expressionOf(url) : url, hasSingle, remark);
    }

    private static boolean isExpression(String written) {
        boolean hasGroup = written.indexOf('(') >= 0 && written.indexOf(')') >= 0;
        boolean repeatsDots = REPEATED_DOT.matcher(written).find()
                && !WILDCARD.matcher(written).find();
        return hasGroup || repeatsDots || OF_EXPRESSIONS.matcher(written).find();
    }

    private static ImportedEntry expression(String written) {
        String whole = whole(written);
        try {
            Pattern.compile(written); // alone, it could end the group around it
            Pattern.compile(whole);
        } catch (PatternSyntaxException e) {
            return ImportedEntry.leftOut("is not a regular expression of Java and is left out: " + e.getDescription());
        }
        return new ImportedEntry.Kept(
                whole, true, "is taken as a regular expression, " + Printable.quoted(whole) + ": check it");
    }

    /** The conditions compare the whole URL, and .NET any part of it. */
    private static String whole(String written) {
        boolean isAlternative = written.indexOf('|') >= 0;
        boolean begins = !isAlternative && (written.startsWith("^") || written.startsWith("/"));
        boolean ends =
                !isAlternative && (written.endsWith(".*") || (written.endsWith("$") && !written.endsWith("\\$")));
        String group = isAlternative ? "(?:" + written + ")" : written;
        return (begins ? "" : ".*") + group + (ends ? "" : ".*");
    }

    private static String expressionOf(String wildcard) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < wildcard.length(); i++) {
            String c = wildcard.substring(i, i + 1);
            expression.append(
                    switch (c) {
                        case "*" -> ".*";
                        case "?" -> ".";
                        default -> SPECIAL.matcher(c).matches() ? "\\" + c : c;
                    });
        }
        return expression.toString();
    }
}
