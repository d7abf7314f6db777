package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.value.EntryValues;
import org.junit.jupiter.api.Test;

/** What the directory tells the KDC of accounts, for the tickets. */
class LogonFactsIT extends OnALabsDirectory {
    private static final String CAROL = "S-1-5-21-2127521184-1604012920-1887927527-1103";

    private final DirectoryDomain lab = running.lab;

    private LogonFacts facts(String name) {
        Account account = lab.accounts().findByName(name).get(0);
        return lab.accounts().factsOf(account).orElseThrow();
    }

    private DomainSid[] sids(String... names) {
        return Arrays.stream(names)
                .map(name -> EntryValues.sid(lab.principals(name).get(0)))
                .toArray(DomainSid[]::new);
    }

    @Test
    void anAccountHasTheSidOfItsEntryInItsDomain() {
        DomainSid alice = facts("alice").sid();

        assertThat(lab.accounts().identity().sid()).hasToString("S-1-5-21-1004336348-1177238915-682003330");
        assertThat(alice).isEqualTo(sids("alice")[0]);
        assertThat(alice.isIn(lab.accounts().identity().sid())).isTrue();
    }

    @Test
    void groupsAreThoseThatListTheAccountThoseThatListTheseAndThePrimaryOne() {
        assertThat(facts("alice").groups())
                .containsExactlyInAnyOrder(sids("Finance", "Staff", "Headquarters", "Domain Users"));
        assertThat(facts("bob").groups()).containsExactlyInAnyOrder(sids("Staff", "Headquarters", "Domain Users"));
        assertThat(facts("mallory").groups()).containsExactly(sids("Domain Users"));
        assertThat(facts("alice").primaryGroup()).isEqualTo(513);
    }

    @Test
    void domainLocalGroupsAreFoundByAccountByGroupAndByForeigner() {
        DomainSid[] readers = sids("Portal Readers");

        assertThat(lab.accounts().domainLocalGroups(facts("bob").groups())).containsExactly(readers);
        assertThat(lab.accounts().domainLocalGroups(List.of(DomainSid.of(CAROL))))
                .containsExactly(readers);
        assertThat(lab.accounts().domainLocalGroups(facts("mallory").groups())).isEmpty();
        assertThat(lab.accounts().domainLocalGroups(List.of(DomainSid.of("S-1-5-21-1-2-3-1103"))))
                .isEmpty();
    }

    @Test
    void theForeignerIsCarolOfThePartner() {
        Account carol = running.partner().accounts().findByName("carol").get(0);

        assertThat(running.partner().accounts().factsOf(carol).orElseThrow().sid())
                .hasToString(CAROL);
    }

    @Test
    void groupsInACircleEnd() throws AdministrationException {
        lab.administration().createUser("walter", "Walter12!");
        lab.administration().addToGroup("walter", "Left");
        lab.administration().addToGroup("Left", "Right");
        lab.administration().addToGroup("Right", "Left");

        assertThat(facts("walter").groups()).containsExactlyInAnyOrder(sids("Left", "Right", "Domain Users"));
    }

    @Test
    void claimsAreTheAttributesOfTheClaimTypes() {
        assertThat(facts("alice").claims())
                .containsExactly(
                        new AccountClaim("ad://ext/countryCode", AccountClaim.Type.INT64, List.of("826")),
                        new AccountClaim("ad://ext/department", AccountClaim.Type.STRING, List.of("Finance")),
                        new AccountClaim("ad://ext/employeeType", AccountClaim.Type.STRING, List.of("permanent")),
                        new AccountClaim("ad://ext/title", AccountClaim.Type.STRING, List.of("Controller")));
        assertThat(facts("bob").claims()).isEmpty();
    }

    @Test
    void theProfileIsThatOfTheEntry() {
        assertThat(facts("alice").profile()).isEqualTo(LogonProfile.of("Alice Liddell"));
        assertThat(facts("alice").logonCount()).isEqualTo(42);
    }

    @Test
    void anAccountThatHasGoneHasNoFacts() throws AdministrationException {
        lab.administration().createUser("gone", "Gone1234!");
        Account gone = lab.accounts().findByName("gone").get(0);
        lab.administration().delete("gone");

        assertThat(lab.accounts().factsOf(gone)).isEmpty();
    }
}
