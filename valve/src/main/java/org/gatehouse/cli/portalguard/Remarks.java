package org.gatehouse.cli.portalguard;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.text.Printable;

/** What the administrator should know of an import, in the order of the file's settings. */
final class Remarks {
    /** An administrator reads no more, and a file can have a remark for each of a hundred thousand entries. */
    private static final int MAX = 200;

    private final List<SsoEntry> remarks = new ArrayList<>();
    private int more;

    /** @param clause what became of the entry */
    void about(SsoSetting setting, SsoEntry entry, String clause) {
        add(entry, setting + ": " + Printable.quoted(entry.text()) + " " + clause);
    }

    void add(SsoEntry at, String text) {
        if (remarks.size() < MAX) {
            remarks.add(new SsoEntry(text, at.line(), at.column()));
        } else {
            more++;
        }
    }

    /** Each with its place. */
    List<SsoEntry> list() {
        List<SsoEntry> all = new ArrayList<>(remarks);
        if (more > 0) {
            SsoEntry last = remarks.get(remarks.size() - 1);
            all.add(new SsoEntry("and " + more + " more remarks", last.line(), last.column()));
        }
        return all;
    }
}
