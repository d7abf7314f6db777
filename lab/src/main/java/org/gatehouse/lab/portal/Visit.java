package org.gatehouse.lab.portal;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.valve.SsoPrincipal;

/**
 * A signed-in user's request, as the portal tells of it.
 *
 * @param names what the directory knows of the user and their groups
 * @param newSession whether this very request opened the session
 * @param clientAddress as text
 * @param now with the zone in which times are shown
 */
record Visit(SsoPrincipal user, KnownNames names, boolean newSession, String clientAddress, ZonedDateTime now) {
    /**
     * Names of the directory, which a ticket does not have.
     *
     * @param displayName the user's
     * @param groups by their SIDs
     */
    record KnownNames(Optional<String> displayName, Map<String, String> groups) {
        KnownNames {
            groups = Map.copyOf(groups);
        }
    }

    Page page() {
        String name = names.displayName().orElse(user.name());
        StringBuilder body = new StringBuilder("""
                <section>
                <span class="tag good">signed in</span>
                <h1>You are signed in as %s</h1>
                <p class="soft">Your logon opened this page; you typed no password.</p>
                """.formatted(Html.escape(name)));
        StringBuilder text = new StringBuilder(Fact.oneLine(user.name())).append('\n');
        names.displayName().ifPresent(known -> text.append(new Fact.Line("name", known)));
        new VisitFacts(this).sections().forEach((heading, facts) -> {
            body.append("<h2>%s</h2>\n<dl>\n".formatted(Html.escape(heading)));
            for (Fact fact : facts) {
                body.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Html.escape(fact.label()), fact.html()));
                fact.text().forEach(text::append);
            }
            body.append("</dl>\n");
        });
        body.append("</section>\n");
        return new Page("Signed in as " + name, body.toString(), text.toString());
    }
}
