package org.gatehouse.lab.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.valve.SsoPrincipal;
import org.junit.jupiter.api.Test;

class VisitTest {
    private static final ZonedDateTime NOW =
            Instant.parse("2026-11-22T09:15:00Z").atZone(ZoneId.of("Europe/Berlin"));

    @Test
    void tellsAllInText() {
        assertThat(visit("alice", Optional.of("Alice Liddell"), true).page().text())
                .isEqualTo("""
                alice@LAB.LOCALHOST
                  name      Alice Liddell
                  service   HTTP/portal.lab.localhost@LAB.LOCALHOST
                  how       Kerberos, aes256-sha1, mutual authentication
                  logon     21 November, 23:30
                  ticket    until 20:15
                  session   new: this request signed in
                  client    127.0.0.1
                """);
    }

    @Test
    void greetsByAccountWhereThereIsNoDisplayName() {
        Page page = visit("alice", Optional.empty(), false).page();

        assertThat(page.html()).contains("<h1>You are signed in as alice@LAB.LOCALHOST</h1>");
        assertThat(page.text()).doesNotContain("  name ").contains("  session   reused: no ticket was needed\n");
    }

    @Test
    void doesNotBlameServerForWhatClientDidNotAskFor() {
        Page page = new Visit(user("alice", false), Optional.empty(), true, "127.0.0.1", NOW).page();

        assertThat(page.text())
                .contains("  how       Kerberos, aes256-sha1, mutual authentication not asked for by the client\n");
    }

    @Test
    void escapesNamesInHtml() {
        Page page = visit("a<b>", Optional.of("<script>alert('&\"')</script>"), true)
                .page();

        assertThat(page.html())
                .contains("<h1>You are signed in as &lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;</h1>")
                .contains("<title>Signed in as &lt;script&gt;")
                .contains("<code>a&lt;b&gt;<wbr>@LAB.LOCALHOST</code>")
                .doesNotContain("<script");
    }

    @Test
    void sendsNoControlCharactersToTerminals() {
        Page page = visit("al\nice", Optional.of("A\u001b[31m\nB"), true).page();

        assertThat(page.text()).startsWith("al\ufffdice@LAB.LOCALHOST\n").contains("  name      A\ufffd[31m\ufffdB\n");
        assertThat(page.html()).contains("signed in as A\ufffd[31m\ufffdB<");
    }

    private static Visit visit(String account, Optional<String> displayName, boolean newSession) {
        return new Visit(user(account, true), displayName, newSession, "127.0.0.1", NOW);
    }

    private static SsoPrincipal user(String account, boolean mutualAuthentication) {
        KerberosTicket ticket = new KerberosTicket(
                "HTTP/portal.lab.localhost@LAB.LOCALHOST",
                EncryptionType.AES256_CTS_HMAC_SHA1_96,
                3,
                EncryptionType.AES256_CTS_HMAC_SHA1_96,
                Instant.parse("2026-11-21T22:30:00Z"),
                Instant.parse("2026-11-21T22:30:00Z"),
                Instant.parse("2026-11-22T19:15:00Z"),
                new ContextFacts(0, mutualAuthentication, false, false));
        return SsoPrincipal.of(Identity.of(account, "LAB.LOCALHOST", ticket));
    }
}
