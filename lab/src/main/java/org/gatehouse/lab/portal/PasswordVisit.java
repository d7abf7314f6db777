package org.gatehouse.lab.portal;

import java.util.List;

/**
 * The request of a user who has signed in with a password, as the portal tells of it.
 *
 * @param names what the directory knows of the user and their groups
 * @param clientAddress as text
 */
record PasswordVisit(PasswordUser user, Visit.KnownNames names, String clientAddress) {
    private static final String HOW = "form: a password, and no ticket";
    private static final String SESSION = "the portal knows you by it, and by nothing else";

    Page page() {
        String name = names.displayName().orElse(user.getName());
        String who = facts(List.of(Fact.name("Account", user.getName()), groups()));
        String how = facts(
                List.of(Fact.of("Mechanism", HOW), Fact.of("Session", SESSION), Fact.of("Client", clientAddress)));
        StringBuilder text = new StringBuilder(Fact.oneLine(user.getName())).append('\n');
        names.displayName().ifPresent(known -> text.append(new Fact.Line("name", known)));
        groups().text().forEach(text::append);
        text.append(new Fact.Line("how", HOW)).append(new Fact.Line("client", clientAddress));
        return new Page("Signed in as " + name, """
                <section>
                <span class="tag warn">signed in with a password</span>
                <h1>You are signed in as %s</h1>
                <p class="soft">You typed your password into the portal's form. No ticket was used.</p>
                <h2>Who</h2>
                %s<h2>How</h2>
                %s</section>
                """.formatted(Html.escape(name), who, how), text.toString());
    }

    private Fact groups() {
        return new GroupFacts(names.groups()).of(user.groupSids());
    }

    private static String facts(List<Fact> facts) {
        StringBuilder list = new StringBuilder("<dl>\n");
        facts.forEach(
                fact -> list.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Html.escape(fact.label()), fact.html())));
        return list.append("</dl>\n").toString();
    }
}
