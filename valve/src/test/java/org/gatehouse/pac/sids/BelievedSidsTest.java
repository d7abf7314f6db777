package org.gatehouse.pac.sids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.SidDropReason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which groups of a ticket count ([MS-PAC] 4.1.2.2, 2.2.1). */
class BelievedSidsTest {
    /** The domain of the service. */
    private static final String OURS = "S-1-5-21-1-1-1";
    /** The domain of the realm PARTNER.COM. */
    private static final String THEIRS = "S-1-5-21-2-2-2";
    /** A third one. */
    private static final String OTHER = "S-1-5-21-3-3-3";

    private static final int ENABLED = 0x7;
    private static final int RESOURCE = 0x2000_0007;
    private static final int DENY_ONLY = 0x10;

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }

    private static SidSet set(String... sids) {
        return SidSet.of(Stream.of(sids).map(BelievedSidsTest::sid).toList());
    }

    private static SidBoundaries boundaries(String attribute) {
        return attribute.isEmpty()
                ? SidBoundaries.STANDARD
                : SidBoundaries.of(Arrays.asList(attribute.split(" "))).orElseThrow();
    }

    private static Optional<BelievedSids> of(String attribute, String realm, String account) {
        SidBoundaries boundaries = boundaries(attribute);
        return SidFilter.of(boundaries, realm, "EXAMPLE.COM", sid(account))
                .map(filter -> new BelievedSids(filter, boundaries.onlyReported()));
    }

    private static BelievedSids ours(String attribute) {
        return of(attribute, "EXAMPLE.COM", OURS + "-1104").orElseThrow();
    }

    private static BelievedSids theirs(String attribute) {
        return of(attribute, "PARTNER.COM", THEIRS + "-1104").orElseThrow();
    }

    private static BelievedSids with(BelievedSids sids, SidOrigin origin, int attributes, String... groups) {
        for (String group : groups) {
            sids.add(sid(group), attributes, origin);
        }
        return sids;
    }

    private static BelievedSids extra(BelievedSids sids, String... groups) {
        return with(sids, SidOrigin.EXTRA_SID, ENABLED, groups);
    }

    @Nested
    class AUserOfOurRealm {
        @Test
        void hasTheGroupsOfTheirOwnDomainBuiltInOnesToo() {
            BelievedSids sids = ours("");
            sids.add(sid(OURS), 512, ENABLED, SidOrigin.DOMAIN_GROUP);
            sids.add(sid(OURS), 513, ENABLED, SidOrigin.DOMAIN_GROUP);
            sids.add(sid(OURS), 515, ENABLED, SidOrigin.DOMAIN_GROUP);
            sids.add(sid(OURS), -1, ENABLED, SidOrigin.DOMAIN_GROUP);

            assertThat(sids.groups()).isEqualTo(set(OURS + "-512", OURS + "-513", OURS + "-515", OURS + "-4294967295"));
            assertThat(sids.dropped()).isEmpty();
            assertThat(sids.account()).isEqualTo(sid(OURS + "-1104"));
        }

        /** Universal groups, and those of a domain that the account was moved from (sIDHistory): our own KDC vouches for them. */
        @Test
        void hasGroupsOfOtherDomainsThatOurKdcNames() {
            assertThat(extra(ours(""), OTHER + "-1104", OURS + "-1107").groups())
                    .isEqualTo(set(OTHER + "-1104", OURS + "-1107"));
            assertThat(with(ours(""), SidOrigin.RESOURCE_GROUP, RESOURCE, OURS + "-1108")
                            .groups())
                    .isEqualTo(set(OURS + "-1108"));
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 498, 500, 512, 513, 518, 519, 553, 999})
        void isNeverABuiltInGroupOfAnotherDomain(long rid) {
            for (SidOrigin origin : List.of(SidOrigin.EXTRA_SID, SidOrigin.RESOURCE_GROUP)) {
                BelievedSids sids = with(ours(""), origin, RESOURCE, OTHER + "-" + rid);

                assertThat(sids.groups()).isEmpty();
                assertThat(sids.dropped()).isEqualTo(Map.of(SidDropReason.PRIVILEGED, set(OTHER + "-" + rid)));
            }
            assertThat(extra(ours(""), OTHER + "-1000").groups()).isEqualTo(set(OTHER + "-1000"));
        }

        @Test
        void hasGroupsOfNamedDomainsAloneWhereTheAdministratorNamesSome() {
            BelievedSids sids =
                    extra(ours("EXAMPLE.COM=member:" + OURS + ":" + THEIRS), THEIRS + "-1200", OTHER + "-1200");

            assertThat(sids.groups()).isEqualTo(set(THEIRS + "-1200"));
            assertThat(sids.dropped()).isEqualTo(Map.of(SidDropReason.FOREIGN_DOMAIN, set(OTHER + "-1200")));
        }

        @Test
        void mayBeAnEnterpriseDomainController() {
            assertThat(extra(ours(""), "S-1-5-9").groups()).isEqualTo(set("S-1-5-9"));
        }
    }

    @Nested
    class NoTicketBrings {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "S-1-0-0",
                    "S-1-1-0",
                    "S-1-2-0",
                    "S-1-3-0",
                    "S-1-5-2",
                    "S-1-5-7",
                    "S-1-5-10",
                    "S-1-5-11",
                    "S-1-5-15",
                    "S-1-5-18",
                    "S-1-5-19",
                    "S-1-5-20",
                    "S-1-5-32-544",
                    "S-1-5-32-1104",
                    "S-1-5-64-10",
                    "S-1-5-65-2",
                    "S-1-5-80-1-2-3-4-5",
                    "S-1-5-83-0",
                    "S-1-5-113",
                    "S-1-5-999",
                    "S-1-5-1001",
                    "S-1-5-21-0-0-0-498",
                    "S-1-5-21-0-0-0-1104",
                    "S-1-5-21-1-1",
                    "S-1-5-21-1-1-1",
                    "S-1-5-21-1-1-1-1104-5",
                    "S-1-5-22-1-1-1-1104",
                    "S-1-4-21-1-1-1-1104",
                    "S-1-12-1-1-1-1-1",
                    "S-1-15-2-1",
                    "S-1-16-12288",
                    "S-1-18-7",
                    "S-1-18-1-1"
                })
        void sidsThatAreLocalBuiltInOrUnknown(String sid) {
            for (String attribute :
                    List.of("", "report", "EXAMPLE.COM=forest", "EXAMPLE.COM=quarantined", "PARTNER.COM=member")) {
                for (BelievedSids sids : List.of(ours(attribute), theirs(attribute))) {
                    assertThat(extra(sids, sid).groups()).isEmpty();
                    assertThat(sids.circumstances()).isEmpty();
                    assertThat(sids.dropped()).isEqualTo(Map.of(SidDropReason.NOT_OF_A_DOMAIN, set(sid)));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "S-1-18-1",
                "S-1-18-2",
                "S-1-18-3",
                "S-1-18-4",
                "S-1-18-5",
                "S-1-18-6",
                "S-1-5-21-0-0-0-496",
                "S-1-5-21-0-0-0-497",
                "S-1-5-65-1",
                "S-1-5-1000"
            })
    void howAUserSignedInIsKeptApartFromTheirGroups(String sid) {
        for (BelievedSids sids : List.of(ours(""), theirs(""), theirs("PARTNER.COM=quarantined:" + THEIRS))) {
            extra(sids, sid);

            assertThat(sids.circumstances()).isEqualTo(set(sid));
            assertThat(sids.groups()).isEmpty();
            assertThat(sids.dropped()).isEmpty();
        }
    }

    @Nested
    class AUserOfAnotherRealm {
        @Test
        void hasTheGroupsOfTheirOwnDomainBuiltInOnesToo() {
            BelievedSids sids = theirs("");
            sids.add(sid(THEIRS), 513, ENABLED, SidOrigin.DOMAIN_GROUP);
            extra(sids, THEIRS + "-512", THEIRS + "-1200");

            assertThat(sids.groups()).isEqualTo(set(THEIRS + "-512", THEIRS + "-513", THEIRS + "-1200"));
        }

        /** A domain-local group of ours that has the user, or a group of theirs, as a member. */
        @Test
        void keepsTheResourceGroupsThatOurOwnKdcAdded() {
            assertThat(with(theirs(""), SidOrigin.RESOURCE_GROUP, RESOURCE, OURS + "-1300")
                            .groups())
                    .isEqualTo(set(OURS + "-1300"));
            assertThat(with(
                                    theirs("EXAMPLE.COM=member:" + OURS),
                                    SidOrigin.RESOURCE_GROUP,
                                    RESOURCE,
                                    OURS + "-1300",
                                    OTHER + "-1300")
                            .groups())
                    .isEqualTo(set(OURS + "-1300"));
        }

        @ParameterizedTest
        @ValueSource(longs = {500, 512, 519, 520, 544, 999})
        void isNeverABuiltInGroupOfOurDomain(long rid) {
            for (String attribute : List.of("", "PARTNER.COM=forest", "PARTNER.COM=member")) {
                for (SidOrigin origin : SidOrigin.values()) {
                    BelievedSids sids = with(theirs(attribute), origin, RESOURCE, OURS + "-" + rid);

                    assertThat(sids.groups()).isEmpty();
                    assertThat(sids.dropped()).isEqualTo(Map.of(SidDropReason.PRIVILEGED, set(OURS + "-" + rid)));
                }
            }
        }

        @Test
        void hasNoGroupOfAnotherDomainUnlessTheRealmIsOfOurForest() {
            BelievedSids quarantined = extra(theirs(""), OURS + "-1300", OTHER + "-1300");

            assertThat(quarantined.groups()).isEmpty();
            assertThat(quarantined.dropped())
                    .isEqualTo(Map.of(SidDropReason.FOREIGN_DOMAIN, set(OURS + "-1300", OTHER + "-1300")));
            assertThat(extra(theirs("PARTNER.COM=forest"), OURS + "-1300", OTHER + "-1300")
                            .groups())
                    .isEqualTo(set(OURS + "-1300", OTHER + "-1300"));
            assertThat(extra(theirs("PARTNER.COM=forest:" + THEIRS + ":" + OURS), OURS + "-1300", OTHER + "-1300")
                            .groups())
                    .isEqualTo(set(OURS + "-1300"));
        }

        /** A KDC that does not compress resource groups writes them as extra SIDs. */
        @Test
        void keepsAResourceGroupAmongExtraSidsWhereOurDomainIsKnown() {
            String known = "EXAMPLE.COM=member:" + OURS;

            assertThat(with(theirs(known), SidOrigin.EXTRA_SID, RESOURCE, OURS + "-1300")
                            .groups())
                    .isEqualTo(set(OURS + "-1300"));
            assertThat(with(theirs(known), SidOrigin.EXTRA_SID, ENABLED, OURS + "-1300")
                            .groups())
                    .isEmpty();
            assertThat(with(theirs(known), SidOrigin.EXTRA_SID, RESOURCE, OTHER + "-1300")
                            .groups())
                    .isEmpty();
            assertThat(with(theirs(""), SidOrigin.EXTRA_SID, RESOURCE, OURS + "-1300")
                            .groups())
                    .isEmpty();
        }

        @Test
        void isNoEnterpriseDomainControllerUnlessTheRealmIsOfOurForest() {
            assertThat(extra(theirs(""), "S-1-5-9").dropped())
                    .isEqualTo(Map.of(SidDropReason.FOREIGN_DOMAIN, set("S-1-5-9")));
            assertThat(extra(theirs("PARTNER.COM=forest"), "S-1-5-9").groups()).isEqualTo(set("S-1-5-9"));
        }

        @ParameterizedTest
        @CsvSource({
            "PARTNER.COM=quarantined:" + THEIRS + ", " + OTHER,
            "PARTNER.COM=forest:" + THEIRS + ", " + OURS,
            "partner.com=member:" + THEIRS + ", " + OURS,
            "EXAMPLE.COM=member:" + OURS + ", " + OURS,
            "EXAMPLE.COM=member:" + OURS + " PARTNER.COM=quarantined, " + OURS,
            "EXAMPLE.COM=member:" + OURS + " PARTNER.COM=forest, " + OURS,
            "EXAMPLE.COM=member:" + OURS + " PARTNER.COM=member, " + OURS,
            "EXAMPLE.COM=forest:" + OURS + " PARTNER.COM=member, " + OURS,
        })
        void isRefusedWithAnAccountOfADomainThatTheirRealmMustNotSpeakFor(String attribute, String domain) {
            assertThat(of(attribute, "PARTNER.COM", domain + "-1104")).isEmpty();
            assertThat(of(attribute, "PARTNER.COM", THEIRS + "-1104")).isPresent();
        }

        @ParameterizedTest
        @ValueSource(strings = {"S-1-5-18", "S-1-5-32-544", "S-1-5-21-0-0-0-497", "S-1-1-0", OURS})
        void isRefusedWithAnAccountOfNoDomain(String account) {
            assertThat(of("", "PARTNER.COM", account)).isEmpty();
            assertThat(of("", "EXAMPLE.COM", account)).isEmpty();
            assertThat(of("report", "EXAMPLE.COM", account)).isEmpty();
        }
    }

    @Nested
    class Attributes {
        @Test
        void aGroupThatIsNotEnabledIsNone() {
            BelievedSids sids = with(ours(""), SidOrigin.EXTRA_SID, 0x3, OURS + "-1200");

            assertThat(sids.groups()).isEmpty();
            assertThat(sids.denyOnly()).isEmpty();
            assertThat(sids.dropped()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {0x10, 0x14, 0x17, 0x2000_0017})
        void aGroupForDenialsCountsForNothingElse(int attributes) {
            BelievedSids sids = with(ours(""), SidOrigin.EXTRA_SID, attributes, OURS + "-1200");

            assertThat(sids.denyOnly()).isEqualTo(set(OURS + "-1200"));
            assertThat(sids.groups()).isEmpty();
        }

        @Test
        void aGroupThatStandsThereTwiceCountsAsWhatDeniesMore() {
            BelievedSids sids = ours("");
            sids.add(sid(OURS), 1200, ENABLED, SidOrigin.DOMAIN_GROUP);
            with(sids, SidOrigin.EXTRA_SID, DENY_ONLY, OURS + "-1200");
            with(sids, SidOrigin.EXTRA_SID, ENABLED, OURS + "-1200");

            assertThat(sids.groups()).isEmpty();
            assertThat(sids.denyOnly()).isEqualTo(set(OURS + "-1200"));
        }

        @ParameterizedTest
        @EnumSource(SidOrigin.class)
        void aForeignGroupDeniesNothingEither(SidOrigin origin) {
            BelievedSids sids = with(theirs("EXAMPLE.COM=member:" + OURS), origin, DENY_ONLY, OTHER + "-1200");

            assertThat(sids.denyOnly()).isEmpty();
            assertThat(sids.dropped()).isEqualTo(Map.of(SidDropReason.FOREIGN_DOMAIN, set(OTHER + "-1200")));
        }
    }

    @Test
    void reportingKeepsWhatWouldBeDroppedAndTellsIt() {
        BelievedSids sids = extra(theirs("report"), OTHER + "-1300", OURS + "-512", "S-1-5-32-544");

        assertThat(sids.groups()).isEqualTo(set(OTHER + "-1300", OURS + "-512"));
        assertThat(sids.dropped())
                .isEqualTo(Map.of(
                        SidDropReason.FOREIGN_DOMAIN,
                        set(OTHER + "-1300"),
                        SidDropReason.PRIVILEGED,
                        set(OURS + "-512"),
                        SidDropReason.NOT_OF_A_DOMAIN,
                        set("S-1-5-32-544")));
    }
}
