package org.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.NtlmLogon;
import org.gatehouse.identity.WindowsAccount;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameFormatTest {
    private static final String SID = "S-1-5-21-1-2-3-1104";
    private static final String OURS = "EXAMPLE.COM";
    private static final String THEIRS = "PARTNER.COM";
    private static final Set<String> KEYS = Set.of("example.com");

    private static UserNameFormat format(String attribute) {
        return UserNameFormat.of(List.of(attribute.split(" "))).orElseThrow();
    }

    private static Identity user(String name, String realm) {
        return Identity.of(name, realm, new NtlmLogon("EXAMPLE", "WS7"));
    }

    private static Identity user(String name, String realm, WindowsAccount account) {
        return user(name, realm).with(Authorizations.of(account, List.of(), List.of()));
    }

    private static String named(String format, Identity user) throws RefusedException {
        return format(format).namesOf(user, KEYS).shown();
    }

    private static Failure refusal(String format, Identity user) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> named(format, user));
        assertThat(refused).as("%s for %s", format, user).isNotNull();
        return refused.failure();
    }

    private static final Identity ALICE = user("ALICE", OURS, Authorizations.alice(SID));

    @Test
    void alicesNameInEveryFormat() throws RefusedException {
        assertThat(named("principal", ALICE)).isEqualTo("ALICE@EXAMPLE.COM");
        assertThat(named("upn", ALICE)).isEqualTo("alice@example.com");
        assertThat(named("sam EXAMPLE.COM", ALICE)).isEqualTo("alice");
        assertThat(named("sam example.com", ALICE)).isEqualTo("alice");
        assertThat(named("domain-sam", ALICE)).isEqualTo("EXAMPLE\\alice");
    }

    @Test
    void principalNeedsNoPac() throws RefusedException {
        assertThat(named("principal", user("alice", OURS))).isEqualTo("alice@EXAMPLE.COM");
        assertThat(named("sam OTHER.COM", user("alice", OURS))).isEqualTo("alice@EXAMPLE.COM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upn", "sam EXAMPLE.COM", "domain-sam"})
    void otherFormatsAreRefusedWithoutAPacAndNeverReplacedByAnother(String format) {
        Failure refusal = refusal(format, user("alice", OURS));

        assertThat(refusal.code()).isEqualTo(FailureCode.USER_NAME_NOT_IN_PAC);
        assertThat(refusal.seen()).contains("userNameFormat=\"" + format + "\"", "\"alice@EXAMPLE.COM\"", "no PAC");
    }

    @ParameterizedTest
    @CsvSource({"upn, UPN", "sam EXAMPLE.COM, SAM name", "domain-sam, NetBIOS domain"})
    void aNameThatThePacDoesNotHaveIsRefused(String format, String missing) {
        Identity nameless = user("alice", OURS, Authorizations.account(SID, "", "", ""));

        assertThat(refusal(format, nameless).seen()).contains("needs the " + missing);
    }

    @Nested
    class TwoAccounts {
        @Test
        void ofTwoRealmsNeverShareTheShortNameUnlessBothAreNamed() throws RefusedException {
            Identity theirs = user("alice", THEIRS, Authorizations.account(SID, "alice", "", "PARTNER"));

            assertThat(named("sam EXAMPLE.COM", theirs)).isEqualTo("alice@PARTNER.COM");
            assertThat(format("sam EXAMPLE.COM").risks()).isEmpty();
            assertThat(named("sam EXAMPLE.COM PARTNER.COM", theirs)).isEqualTo("alice");
            assertThat(format("sam PARTNER.COM EXAMPLE.COM").risks())
                    .containsExactly(
                            "users of EXAMPLE.COM and PARTNER.COM who have the same SAM name are one user to the"
                                    + " application");
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice@EXAMPLE.COM", "EXAMPLE\\alice", "alice/admin", "ali\u200bce", "a\u0000"})
        void areNotMistakenForEachOtherByASeparatorInASamName(String sam) {
            Identity user = user("x", OURS, Authorizations.account(SID, sam, "", "EXAMPLE"));

            assertThat(refusal("sam EXAMPLE.COM", user).seen()).contains("could be mistaken");
            assertThat(refusal("domain-sam", user).seen()).contains("could be mistaken");
        }

        /** The domain controller of another realm writes what it likes. */
        @ParameterizedTest
        @ValueSource(strings = {"EXAMPLE", "example", "PARTNER"})
        void areNotMistakenForEachOtherByTheNetbiosNameThatAnotherRealmClaims(String domain) {
            Identity theirs = user("alice", THEIRS, Authorizations.account(SID, "alice", "", domain));

            assertThat(refusal("domain-sam", theirs).seen()).contains("\"" + domain + "\"", "nothing connects");
            assertThat(refusal("domain-sam", theirs).remedy()).contains("domain-sam PARTNER.COM=" + domain);
        }

        @Test
        void ofARealmWhoseNetbiosNameIsWrittenHaveThatName() throws RefusedException {
            String format = "domain-sam PARTNER.COM=PARTNER";

            assertThat(named(format, user("alice", THEIRS, Authorizations.account(SID, "alice", "", "partner"))))
                    .isEqualTo("PARTNER\\alice");
            assertThat(refusal(format, user("alice", THEIRS, Authorizations.account(SID, "alice", "", "EXAMPLE")))
                            .seen())
                    .contains("\"EXAMPLE\"");
        }

        @Test
        void ofOurRealmDoNotHaveTheNetbiosNameThatIsWrittenForAnother() {
            Identity ours = user("alice", OURS, Authorizations.account(SID, "alice", "", "Partner"));

            assertThat(refusal("domain-sam PARTNER.COM=PARTNER", ours).seen())
                    .contains("\"Partner\"", "nothing connects");
        }

        @Test
        void ofSeveralRealmsWithKeysHaveNoDomainNameUntilItIsWritten() {
            Set<String> both = Set.of("example.com", "partner.com");

            assertThat(format("domain-sam").refused(both)).containsExactly("EXAMPLE.COM", "PARTNER.COM");
            assertThat(format("domain-sam PARTNER.COM=PARTNER").refused(both)).containsExactly("EXAMPLE.COM");
            assertThat(format("domain-sam PARTNER.COM=P EXAMPLE.COM=E").refused(both))
                    .isEmpty();
            assertThat(format("domain-sam").refused(Set.of("example.com"))).isEmpty();
            assertThat(format("upn").refused(both)).isEmpty();
        }

        @Test
        void areOneWhereTheAdministratorHasSaidSoAndIsTold() {
            assertThat(format("upn").risks())
                    .satisfiesExactly(
                            risk -> assertThat(risk).contains("UPN of your own domain"),
                            risk -> assertThat(risk).contains("user without a UPN"));
            for (String ofTheTicket : List.of("principal", "sam EXAMPLE.COM")) {
                assertThat(format(ofTheTicket).in(UserNameCase.LOWER).risks())
                        .singleElement()
                        .asString()
                        .contains("tells Alice from alice");
            }
            for (String ofThePac : List.of("upn", "domain-sam")) {
                assertThat(format(ofThePac).in(UserNameCase.LOWER).risks())
                        .isEqualTo(format(ofThePac).risks());
            }
            for (String safe :
                    List.of("principal", "sam EXAMPLE.COM", "domain-sam", "domain-sam PARTNER.COM=PARTNER")) {
                assertThat(format(safe).risks()).isEmpty();
            }
        }

        @Test
        void areNotMistakenForEachOtherByTheUpnThatAnotherRealmClaims() throws RefusedException {
            Identity liar = user("mallory", THEIRS, Authorizations.account(SID, "mallory", "alice@example.com", "X"));
            Identity honest = user("bob", THEIRS, Authorizations.account(SID, "bob", "bob@partner.com", "X"));

            assertThat(refusal("upn", liar).seen()).contains("alice@example.com", "nothing connects");
            assertThat(named("upn", honest)).isEqualTo("bob@partner.com");
        }

        /** Users of a realm whose KDC has no PACs: two of them, where it tells upper from lower case. */
        @Test
        void areOneInLowerCaseWhereARealmKeepsItsFullNames() throws RefusedException {
            UserNameFormat lower = format("sam EXAMPLE.COM").in(UserNameCase.LOWER);

            assertThat(lower.namesOf(user("Alice", THEIRS), KEYS))
                    .isEqualTo(lower.namesOf(user("alice", THEIRS), KEYS));
            assertThat(lower.risks()).isNotEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"alice", "@example.com", "alice@", "ali\u200bce@example.com"})
        void haveUpnsThatAreUpns(String upn) {
            assertThat(refusal("upn", user("alice", OURS, Authorizations.account(SID, "alice", upn, "EXAMPLE")))
                            .seen())
                    .contains("could be mistaken");
        }
    }

    /** None of their KDCs is believed what another one could say as well. */
    @Nested
    class WithKeysOfSeveralRealms {
        private static final Set<String> BOTH = Set.of("example.com", "partner.com");

        private void isRefused(String format, String realm, String upn, String domain) {
            Identity user = user("alice", realm, Authorizations.account(SID, "alice", upn, domain));
            RefusedException refused = catchThrowableOfType(
                    RefusedException.class, () -> format(format).namesOf(user, BOTH));

            assertThat(refused).as("%s for %s %s", format, upn, domain).isNotNull();
            assertThat(refused.failure().code()).isEqualTo(FailureCode.USER_NAME_NOT_IN_PAC);
            assertThat(refused.failure().seen()).contains("nothing connects");
        }

        private String named(String format, String realm, String upn, String domain) throws RefusedException {
            return format(format)
                    .namesOf(user("alice", realm, Authorizations.account(SID, "alice", upn, domain)), BOTH)
                    .shown();
        }

        @ParameterizedTest
        @ValueSource(strings = {OURS, THEIRS})
        void everyRealmNeedsItsNetbiosNameWritten(String realm) {
            for (String domain : List.of("EXAMPLE", "PARTNER", "CORP")) {
                isRefused("domain-sam", realm, "", domain);
            }
        }

        @Test
        void aRealmHasTheNetbiosNameThatIsWrittenForItAndNoOther() throws RefusedException {
            String format = "domain-sam EXAMPLE.COM=EXAMPLE PARTNER.COM=PARTNER";

            assertThat(named(format, OURS, "", "EXAMPLE")).isEqualTo("EXAMPLE\\alice");
            assertThat(named(format, THEIRS, "", "partner")).isEqualTo("PARTNER\\alice");
            isRefused(format, THEIRS, "", "EXAMPLE");
            isRefused(format, OURS, "", "PARTNER");
            isRefused("domain-sam EXAMPLE.COM=EXAMPLE", THEIRS, "", "PARTNER");
        }

        @Test
        void everyUpnEndsInTheNameOfItsRealm() throws RefusedException {
            assertThat(named("upn", OURS, "alice@example.com", "")).isEqualTo("alice@example.com");
            assertThat(named("upn", THEIRS, "alice@PARTNER.com", "")).isEqualTo("alice@PARTNER.com");
            isRefused("upn", THEIRS, "alice@example.com", "");
            isRefused("upn", OURS, "alice@partner.com", "");
            isRefused("upn", OURS, "alice@corp.example", "");
        }

        @Test
        void formatsThatAskNoKdcAreAsWithOneRealm() throws RefusedException {
            assertThat(named("principal", OURS, "", "")).isEqualTo("alice@EXAMPLE.COM");
            assertThat(named("sam EXAMPLE.COM", OURS, "", "")).isEqualTo("alice");
            assertThat(named("sam EXAMPLE.COM", THEIRS, "", "")).isEqualTo("alice@PARTNER.COM");
        }
    }

    @Nested
    class LowerCase {
        private String lower(String format, Identity user) throws RefusedException {
            return format(format).in(UserNameCase.LOWER).namesOf(user, KEYS).shown();
        }

        @Test
        void makesAllSpellingsOfAnAccountOneUser() throws RefusedException {
            for (String spelling : Arrays.asList("alice", "Alice", "ALICE", "aLiCe")) {
                assertThat(lower("principal", user(spelling, OURS))).isEqualTo("alice@EXAMPLE.COM");
                WindowsAccount account = Authorizations.account(SID, spelling, spelling + "@Example.com", "EXAMPLE");
                assertThat(lower("sam EXAMPLE.COM", user("x", OURS, account))).isEqualTo("alice");
                assertThat(lower("domain-sam", user("x", OURS, account))).isEqualTo("EXAMPLE\\alice");
                assertThat(lower("upn", user("x", OURS, account))).isEqualTo("alice@Example.com");
            }
        }

        @Test
        void isThatOfTheFullNameToo() throws RefusedException {
            assertThat(format("sam EXAMPLE.COM")
                            .in(UserNameCase.LOWER)
                            .namesOf(ALICE, KEYS)
                            .principal())
                    .isEqualTo("alice@EXAMPLE.COM");
            assertThat(format("sam EXAMPLE.COM").namesOf(ALICE, KEYS).principal())
                    .isEqualTo("ALICE@EXAMPLE.COM");
        }

        /** Lower case of the Kelvin sign is k. */
        @Test
        void leavesLettersBeyondAsciiAsTheyAre() throws RefusedException {
            assertThat(lower("principal", user("\u212a\u00c4K", OURS))).isEqualTo("\u212a\u00c4k@EXAMPLE.COM");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "principal",
                "upn",
                "sam EXAMPLE.COM",
                "sam EXAMPLE.COM PARTNER.COM",
                "domain-sam",
                "domain-sam PARTNER.COM=PARTNER"
            })
    void isWrittenAsItWasRead(String attribute) {
        assertThat(format(attribute)).hasToString(attribute);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Principal",
                "principal EXAMPLE.COM",
                "upn EXAMPLE.COM",
                "sam",
                "sam EXAMPLE.COM=EXAMPLE",
                "sam EXAMPLE.COM example.com",
                "sam -",
                "domain-sam PARTNER.COM",
                "domain-sam PARTNER.COM=",
                "domain-sam PARTNER.COM=A\\B",
                "domain-sam PARTNER.COM=LONGERTHANNETBIOS",
                "domain-sam PARTNER.COM=A partner.com=B",
                "domain-sam PARTNER.COM=A THIRD.COM=a",
                "keepDomain"
            })
    void takesNoOtherFormat(String attribute) {
        assertThat(UserNameFormat.of(List.of(attribute.split(" ")))).isEqualTo(Optional.empty());
    }
}
