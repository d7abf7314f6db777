package org.gatehouse.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Whoever asks for what cannot be is told what to write. All such tests are run once, with one lab. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongUseIT {
    /** The message of each failure, by the name of the method or, where none was run, of the class. */
    private Map<String, String> failures;

    @BeforeAll
    void runThem() {
        failures = EngineTestKit.engine("junit-jupiter")
                .selectors(
                        selectClass(InTheLab.class),
                        selectClass(WithoutTheLab.class),
                        selectClass(ParameterWithoutTheLab.class),
                        selectClass(InConstructor.class),
                        selectClass(InBeforeAll.class),
                        selectClass(NoSuchResource.class),
                        selectClass(BrokenDomain.class))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .collect(Collectors.toMap(WrongUseIT::name, WrongUseIT::message));
    }

    private static String name(Event event) {
        return event.getTestDescriptor().getDisplayName().replaceAll("\\(.*", "");
    }

    private static String message(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(Throwable::getMessage)
                .orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    wrongType             | @PortalUrl does not go with a parameter of the type String. Write: @PortalUrl URI portal
                    wrongTypeOfUser       | @LoggedOn does not go with a parameter of the type Path. Write: @LoggedOn("alice") Workstation workstation, or Subject, or JvmLogon
                    twoAnnotations        | @TicketCache and @Keytab are for two parameters: write one of them
                    logonOfNobody         | Who is to be logged on? Write: @LoggedOn("alice") JvmLogon
                    unknownUser           | LAB.LOCALHOST has no account zoe. Name one of its domain file, or write @LabUser(name = "zoe", password = "...")
                    unknownRealmOfUser    | alice@NO.WHERE: The lab has no realm NO.WHERE, it has LAB.LOCALHOST, PARTNER.LOCALHOST
                    disabledUser          | (18)
                    userThatExists        | @LabUser: "alice" exists already
                    nameOfNobody          | @LabSpn:
                    unknownRealm          | @LabUser: The lab has no realm NO.WHERE
                    unknownClock          | @ClockShift: The lab has no realm tomcat
                    shiftThatIsNone       | @ClockShift: by: 'soon' is no duration: a number and one of s, m, h, d
                    policyOutOfRange      | @LabPolicy: maxTicketLife is less than a second
                    policyThatIsNone      | @LabPolicy: clockSkew: '5' is no duration
                    twoOutcomes           | @LabPolicy has two outcomes for duplicateSpn: write one
                    annotationAlone       | WithoutTheLab uses the lab without saying so. Write @GatehouseLab above it
                    parameterAlone        | ParameterWithoutTheLab uses the lab without saying so. Write @GatehouseLab above it
                    constructed           | has a parameter that is new for every test. Take it in the test's method, in @BeforeEach or in @AfterEach
                    InBeforeAll           | has a parameter that is new for every test. Take it in the test's method, in @BeforeEach or in @AfterEach
                    noSuchResource        | @GatehouseLab: domains: there is no resource none.ldif. Write its name as NoSuchResource.class.getResource has it
                    brokenDomain          | broken.ldif:
                    """)
    void tellsWhatToWrite(String test, String message) {
        assertThat(failures.get(test.replaceAll("^InBeforeAll$", "WrongUseIT\\$InBeforeAll")))
                .as(test)
                .contains(message);
    }

    @GatehouseLab
    static class InTheLab {
        @Test
        void wrongType(@PortalUrl String portal) {}

        @Test
        void wrongTypeOfUser(@LoggedOn("alice") Path cache) {}

        @Test
        void twoAnnotations(@TicketCache("alice") @Keytab Path file) {}

        @Test
        void logonOfNobody(JvmLogon logon) {}

        @Test
        void unknownUser(@LoggedOn("zoe") Workstation workstation) {}

        @Test
        void unknownRealmOfUser(@Keytab("alice@NO.WHERE") Path keytab) {}

        @Test
        void disabledUser(@LoggedOn("dora") Workstation workstation) {}

        @Test
        @LabUser(name = "alice", password = "Again1!")
        void userThatExists() {}

        @Test
        @LabSpn(account = "nobody", spn = "HTTP/app.lab.localhost")
        void nameOfNobody() {}

        @Test
        @LabUser(name = "erin", password = "Expert1!", realm = "NO.WHERE")
        void unknownRealm() {}

        @Test
        @ClockShift(clock = "tomcat", by = "+7m")
        void unknownClock() {}

        @Test
        @ClockShift(clock = ClockShift.PORTAL, by = "soon")
        void shiftThatIsNone() {}

        @Test
        @LabPolicy(maxTicketLife = "0s")
        void policyOutOfRange() {}

        @Test
        @LabPolicy(clockSkew = "5")
        void policyThatIsNone() {}

        @Test
        @LabPolicy(duplicateSpn = {DuplicateSpn.NEWEST_OWNER, DuplicateSpn.S_PRINCIPAL_UNKNOWN})
        void twoOutcomes() {}
    }

    static class WithoutTheLab {
        @Test
        @LabUser(name = "erin", password = "Expert1!")
        void annotationAlone() {}
    }

    static class ParameterWithoutTheLab {
        @Test
        void parameterAlone(@PortalUrl URI portal) {}
    }

    @GatehouseLab
    static class InConstructor {
        InConstructor(Workstation workstation) {}

        @Test
        void constructed() {}
    }

    @GatehouseLab
    static class InBeforeAll {
        @BeforeAll
        static void begin(@TicketCache("alice") Path cache) {}

        @Test
        void neverRun(Lab lab) {}
    }

    @GatehouseLab(domains = "none.ldif")
    static class NoSuchResource {
        @Test
        void noSuchResource() {}
    }

    @GatehouseLab(domains = "broken.ldif")
    static class BrokenDomain {
        @Test
        void brokenDomain() {}
    }
}
