package org.gatehouse.cli.portalguard;

import java.util.regex.Pattern;
import org.gatehouse.text.Printable;

/** A part of a User-Agent. Stars around it say nothing: the part may stand anywhere. */
final class ImportedBrowser {
    private static final Pattern OUTER_STARS = Pattern.compile("^\\*+|\\*+$");

    private ImportedBrowser() {}

    /** An empty text is contained in every User-Agent. */
    static ImportedEntry of(String entry) {
        String part = OUTER_STARS.matcher(entry).replaceAll("").strip();
        if (part.indexOf('*') >= 0) {
            return ImportedEntry.leftOut("has a star inside and is left out: write a part of the User-Agent as it is");
        }
        if (part.equals(entry)) {
            return ImportedEntry.kept(part);
        }
        return ImportedEntry.changed(
                part, part.isEmpty() ? "stands for all browsers" : "becomes " + Printable.quoted(part));
    }
}
