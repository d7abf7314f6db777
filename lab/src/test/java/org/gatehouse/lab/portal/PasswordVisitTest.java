package org.gatehouse.lab.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordVisitTest {
    private static final String FINANCE = "S-1-5-21-1-2-3-1110";

    @Test
    void tellsThatAPasswordWasTypedAndNoTicketUsed() {
        assertThat(page("alice", Optional.of("Alice Liddell")).text()).isEqualTo("""
                alice@LAB.LOCALHOST
                  name      Alice Liddell
                  groups    Finance, S-1-5-21-1-2-3-513
                  sid       Finance S-1-5-21-1-2-3-1110
                  sid       S-1-5-21-1-2-3-513
                  how       form: a password, and no ticket
                  client    127.0.0.1
                """);
        assertThat(page("alice", Optional.of("Alice Liddell")).html())
                .contains("signed in with a password", "<span class=\"chip\">Finance</span>")
                .doesNotContain("you typed no password", "Kerberos", "Encryption");
    }

    @Test
    void escapesNames() {
        Page page = page("a<b>", Optional.of("<script>alert('&')</script>"));

        assertThat(page.html())
                .contains("<code>a&lt;b&gt;<wbr>@LAB.LOCALHOST</code>")
                .doesNotContain("<script");
        assertThat(page("al\nice", Optional.empty()).text()).startsWith("al\ufffdice@LAB.LOCALHOST\n");
    }

    private static Page page(String account, Optional<String> displayName) {
        return new PasswordVisit(
                        new PasswordUser(account, "LAB.LOCALHOST", List.of(FINANCE, "S-1-5-21-1-2-3-513")),
                        new Visit.KnownNames(displayName, Map.of(FINANCE, "Finance")),
                        "127.0.0.1")
                .page();
    }
}
