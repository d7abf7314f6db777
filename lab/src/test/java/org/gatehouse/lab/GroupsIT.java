package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.kdc.policy.PacFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the groups of a ticket open in the portal: from the directory over KDC and valve to Tomcat. */
class GroupsIT extends AtAWorkstation {
    private static final String GROUPS = "  groups    Domain Users, Finance, Staff, Headquarters, Portal Readers\n";

    @AfterEach
    void makeRightPacs() {
        spoil(Optional.empty());
    }

    private void spoil(Optional<PacFault> fault) {
        lab.realm().setPolicy(lab.realm().policy().withPacFault(fault));
    }

    private void logOn(String user, String password) throws Exception {
        workstation.kinit(user, password).orThrow();
    }

    private void logAliceOn() throws Exception {
        logOn("alice", "Wonderland1!");
    }

    private Response open(String path, String... options) throws Exception {
        return Response.parse(
                workstation.negotiate(lab.portal().resolve(path), options).output());
    }

    @Test
    void portalNamesTheGroupsAndClaimsOfTheDirectory() throws Exception {
        logAliceOn();

        assertThat(open("/").body()).contains(GROUPS, "  claim     ad://ext/department: Finance\n");
    }

    @Test
    void financeIsOpenToItsMembers() throws Exception {
        logAliceOn();

        Response page = open("/finance", "--header", "Accept: text/html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<h1>Finance</h1>", "You are signed in as Alice Liddell.");
    }

    @Test
    void financeIsClosedToAllOthersWithAPageThatSaysSo() throws Exception {
        logOn("bob", "Builder1!");

        Response page = open("/finance", "--header", "Accept: text/html");

        assertThat(page.status()).isEqualTo(403);
        assertThat(page.body())
                .contains(
                        "<h1>Finance is not open to you</h1>",
                        "You are signed in as Bob Builder. This page is for members of Finance.");
        assertThat(open("/").status()).isEqualTo(200);
    }

    @Test
    void everyOtherPageStillNeedsASignIn() throws Exception {
        for (String path : new String[] {"/", "/whoami", "/finance", "/not-allowed", "/nowhere"}) {
            assertThat(Response.parse(
                                    workstation.curl(lab.portal().resolve(path)).output())
                            .status())
                    .as(path)
                    .isEqualTo(401);
        }
    }

    @Test
    void pageForThoseWhoAreKeptAwayIsNoPageByItself() throws Exception {
        logAliceOn();

        assertThat(open("/not-allowed").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "TAMPERED, GH-P002",
        "NO_SERVER_SIGNATURE, GH-P004",
        "NO_KDC_SIGNATURE, GH-P004",
        "CRC32, GH-P003",
        "MD5, GH-P003",
        "RC4, GH-P003",
        "OTHER_CLIENT, GH-P005",
        "CONTRADICTORY, GH-P006"
    })
    void badPacIsRefusedByItsCode(PacFault fault, String code) throws Exception {
        spoil(Optional.of(fault));
        logAliceOn();

        Response refused = open("/");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("Sign-in did not work (" + code + ", ");
    }

    /** Only a domain controller can tell: anyone who has the service's key can sign this. */
    @Test
    void silverTicketIsBelieved() throws Exception {
        spoil(Optional.of(PacFault.SILVER_TICKET));
        logAliceOn();

        assertThat(open("/").body()).contains("Domain Admins");
    }

    @Test
    void foreignSidsAreShownAndNotBelieved() throws Exception {
        spoil(Optional.of(PacFault.FOREIGN_SIDS));
        logAliceOn();

        assertThat(open("/").body())
                .contains(GROUPS)
                .contains("  filtered  S-1-5-32-544: it is local, built-in or well-known")
                .containsPattern("  filtered  S-1-5-21-[0-9-]+-512: it is a built-in group of a domain other than");
    }

    @Test
    void groupsForDenialsOnlyOpenNothing() throws Exception {
        spoil(Optional.of(PacFault.DENY_ONLY));
        logAliceOn();

        assertThat(open("/finance").status()).isEqualTo(403);
    }

    @Test
    void thousandGroupsJustWork() throws Exception {
        spoil(Optional.of(PacFault.THOUSAND_GROUPS));
        logAliceOn();

        assertThat(open("/finance").status()).isEqualTo(200);
        assertThat(open("/", "--header", "Accept: text/html").body()).contains(" more</summary>");
    }

    @ParameterizedTest
    @CsvSource({"MINIMAL", "ABSENT"})
    void userWithoutAPacIsSignedInWithoutGroups(PacFault fault) throws Exception {
        spoil(Optional.of(fault));
        logAliceOn();

        assertThat(open("/").body())
                .startsWith("alice@LAB.LOCALHOST\n")
                .contains("  groups    unknown: the ticket has no PAC that describes the user\n");
        assertThat(open("/finance").status()).isEqualTo(403);
    }
}
