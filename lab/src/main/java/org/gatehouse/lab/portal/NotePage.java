package org.gatehouse.lab.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A form that sends text to the portal, which shows it: by that one sees whether a sign-in on the way has kept it. */
final class NotePage {
    private NotePage() {}

    static Page empty() {
        return page("Write a note", "<p>Nothing is kept: the portal shows what you send.</p>", "", "");
    }

    /** What was sent is shown as text. */
    static Page of(HttpServletRequest request) throws IOException {
        request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        String note = Optional.ofNullable(request.getParameter("note")).orElse("");
        return page(
                "Your note has arrived",
                "<p class=\"note\">" + Html.escape(note) + "</p>",
                Html.escape(note),
                Fact.oneLine(note) + "\n");
    }

    private static Page page(String heading, String paragraph, String value, String text) {
        return Page.withForm(heading, """
                <section class="narrow">
                <h1>%s</h1>
                %s
                <form method="post" action="/note">
                <label for="note">Note</label>
                <input id="note" name="note" value="%s" maxlength="256">
                <button class="button" type="submit">Send</button>
                </form>
                </section>
                """.formatted(heading, paragraph, value), heading + ". " + text);
    }
}
