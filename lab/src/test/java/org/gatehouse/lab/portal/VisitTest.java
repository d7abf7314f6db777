package org.gatehouse.lab.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.ClaimValues;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.KerberosTicket;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.identity.WindowsAccount;
import org.gatehouse.lab.portal.Visit.KnownNames;
import org.gatehouse.valve.SsoPrincipal;
import org.junit.jupiter.api.Test;

class VisitTest {
    private static final String DOMAIN = "S-1-5-21-1004336348-1177238915-682003330";
    private static final String FINANCE = DOMAIN + "-1110";
    private static final String STAFF = DOMAIN + "-1111";

    private static final WindowsAccount ACCOUNT = new WindowsAccount(
            Sid.parse(DOMAIN + "-1104").orElseThrow(),
            "alice",
            Optional.of("alice@lab.localhost"),
            "LAB",
            Optional.of("LAB.LOCALHOST"),
            "Alice Liddell",
            "KDC",
            1,
            new LogonTimes(Optional.empty(), Optional.empty(), Optional.empty()));

    private static final ZonedDateTime NOW =
            Instant.parse("2026-11-22T09:15:00Z").atZone(ZoneId.of("Europe/Berlin"));

    @Test
    void tellsAllInText() {
        assertThat(visit("alice", Optional.of("Alice Liddell"), true).page().text())
                .isEqualTo("""
                alice@LAB.LOCALHOST
                  name      Alice Liddell
                  groups    unknown: the ticket has no PAC that describes the user
                  how       Kerberos, aes256-sha1, mutual authentication
                  logon     21 November, 23:30
                  service   HTTP/portal.lab.localhost@LAB.LOCALHOST
                  ticket    until 20:15, in 10 h
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
        Page page = new Visit(user("alice", false), names(Optional.empty()), true, "127.0.0.1", NOW).page();

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

    @Test
    void showsGroupsByNameAndTheirSidsOnDemand() {
        Page page = member(set(FINANCE, STAFF, DOMAIN + "-513"), Map.of(), ClaimSet.EMPTY);

        assertThat(page.text())
                .contains("  upn       alice@lab.localhost\n")
                .contains("  groups    " + DOMAIN + "-513, Finance, Staff & <friends>\n  sid       " + DOMAIN
                        + "-513\n  sid       Finance " + DOMAIN + "-");
        assertThat(page.html())
                .contains("<span class=\"chip\">Finance</span><span class=\"chip\">Staff &amp; &lt;friends&gt;</span>")
                .contains("<details><summary>SIDs</summary>", "<li>Finance <code>" + FINANCE + "</code></li>");
    }

    @Test
    void showsTwentyOfAThousandGroupsAtOnce() {
        SidSet.Builder groups = new SidSet.Builder();
        Sid domain = Sid.parse(DOMAIN).orElseThrow();
        IntStream.range(0, 1000).forEach(i -> groups.add(domain, 5000 + i));

        Page page = member(groups.build(), Map.of(), ClaimSet.EMPTY);

        assertThat(page.html()).contains("<summary>980 more</summary>");
        assertThat(page.html().substring(0, page.html().indexOf("<details>")).split("class=\"chip\"", -1))
                .hasSize(21);
    }

    @Test
    void showsGroupsThatAreForDenialsOnly() {
        Page page = member(new Authorization(
                ACCOUNT, SidSet.EMPTY, set(FINANCE, STAFF), SidSet.EMPTY, Map.of(), ClaimSet.EMPTY, ClaimSet.EMPTY, 0));

        assertThat(page.text())
                .contains("  denials   Finance, Staff & <friends>\n")
                .doesNotContain("  groups ");
        assertThat(page.html()).contains("For denials only", "Finance, Staff &amp; &lt;friends&gt;");
    }

    @Test
    void showsWhatIsNotBelievedAndWhy() {
        Page page = member(SidSet.EMPTY, Map.of(SidDropReason.NOT_OF_A_DOMAIN, set("S-1-5-32-544")), ClaimSet.EMPTY);

        assertThat(page.text())
                .contains("  filtered  S-1-5-32-544: it is local, built-in or well-known, and no ticket can give it\n");
        assertThat(page.html()).contains("<span class=\"chip out\">S-1-5-32-544</span>");
    }

    @Test
    void showsClaimsWithTheirValues() {
        Claim department = new Claim(
                "ad://ext/department", ClaimSource.AD, new ClaimValues.StringValues(List.of("R&D", "Tea <party>")));

        Page page = member(SidSet.EMPTY, Map.of(), new ClaimSet(List.of(department), Set.of()));

        assertThat(page.text()).contains("  claim     ad://ext/department: R&D, Tea <party>\n");
        assertThat(page.html()).contains("<code>ad://ext/department</code> R&amp;D, Tea &lt;party&gt;");
    }

    @Test
    void showsTimesForMachinesAndWhatIsLeft() {
        assertThat(visit("alice", Optional.empty(), true).page().html())
                .contains("<time datetime=\"2026-11-22T19:15:00Z\">20:15</time>, in 10 h");
    }

    private static Visit visit(String account, Optional<String> displayName, boolean newSession) {
        return new Visit(user(account, true), names(displayName), newSession, "127.0.0.1", NOW);
    }

    private static KnownNames names(Optional<String> displayName) {
        return new KnownNames(displayName, Map.of(FINANCE, "Finance", STAFF, "Staff & <friends>"));
    }

    private static Page member(SidSet groups, Map<SidDropReason, SidSet> dropped, ClaimSet claims) {
        return member(
                new Authorization(ACCOUNT, groups, SidSet.EMPTY, SidSet.EMPTY, dropped, claims, ClaimSet.EMPTY, 0));
    }

    private static Page member(Authorization authorization) {
        SsoPrincipal alice = SsoPrincipal.of(
                Identity.of("alice", "LAB.LOCALHOST", ticket(true)).with(authorization));
        return new Visit(alice, names(Optional.empty()), true, "127.0.0.1", NOW).page();
    }

    private static SidSet set(String... sids) {
        return SidSet.of(
                Stream.of(sids).map(text -> Sid.parse(text).orElseThrow()).toList());
    }

    private static SsoPrincipal user(String account, boolean mutualAuthentication) {
        return SsoPrincipal.of(Identity.of(account, "LAB.LOCALHOST", ticket(mutualAuthentication)));
    }

    private static KerberosTicket ticket(boolean mutualAuthentication) {
        return new KerberosTicket(
                "HTTP/portal.lab.localhost@LAB.LOCALHOST",
                EncryptionType.AES256_CTS_HMAC_SHA1_96,
                3,
                EncryptionType.AES256_CTS_HMAC_SHA1_96,
                Instant.parse("2026-11-21T22:30:00Z"),
                Instant.parse("2026-11-21T22:30:00Z"),
                Instant.parse("2026-11-22T19:15:00Z"),
                new ContextFacts(0, mutualAuthentication, false, false));
    }
}
