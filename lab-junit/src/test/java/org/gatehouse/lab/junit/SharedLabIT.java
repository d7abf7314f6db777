package org.gatehouse.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;

/** How long a lab lives, and what is left of one test for the next. */
class SharedLabIT {
    @Test
    void classesShareALabThatEndsWithTheSession() throws Exception {
        EngineExecutionResults results = run(One.class, Other.class);

        results.testEvents().assertStatistics(statistics -> statistics.succeeded(3));
        List<String> labs = reported(results, "lab").distinct().toList();
        assertThat(labs).hasSize(1);
        assertThat(Path.of(reported(results, "files").findFirst().orElseThrow()))
                .doesNotExist();
        new ServerSocket(URI.create(labs.get(0)).getPort(), 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void classWithOtherDomainsHasALabOfItsOwn() {
        EngineExecutionResults results = run(Corporate.class, AlsoCorporate.class, One.class);

        results.testEvents().assertStatistics(statistics -> statistics.succeeded(4));
        assertThat(reported(results, "corporate lab").distinct()).hasSize(1);
        assertThat(reported(results, "lab"))
                .doesNotContainSequence(reported(results, "corporate lab").toList());
    }

    @Test
    void noTestFindsAnythingOfTheOneBefore() {
        EngineExecutionResults results = run(Untidy.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(3).failed(1));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1, EventConditions.event(EventConditions.test("fails"), EventConditions.finishedWithFailure()));
    }

    @Test
    void labThatCannotBeBroughtBackFailsOneTestOnly() {
        EngineExecutionResults results = run(Destructive.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(1));
        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.event(
                                EventConditions.test("cannotBeReset"), EventConditions.finishedWithFailure()));
        assertThat(reported(results, "lab").distinct()).hasSize(2);
    }

    @Test
    void testsOfTheLabWaitForEachOther() {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(Alone.class), selectClass(AlsoAlone.class))
                .execute();

        results.testEvents().assertStatistics(statistics -> statistics.succeeded(4));
    }

    private static EngineExecutionResults run(Class<?>... classes) {
        EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter");
        for (Class<?> each : classes) {
            builder.selectors(selectClass(each));
        }
        return builder.execute();
    }

    private static Stream<String> reported(EngineExecutionResults results, String key) {
        return results.allEvents()
                .reportingEntryPublished()
                .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
                .filter(pairs -> pairs.containsKey(key))
                .map(pairs -> pairs.get(key));
    }

    @GatehouseLab
    static class One {
        @Test
        void reports(Lab lab, TestReporter reporter) {
            reporter.publishEntry("lab", lab.portal().toString());
            reporter.publishEntry("files", lab.krb5Conf().toString());
        }

        @Test
        void reportsAgain(Lab lab, TestReporter reporter) {
            reports(lab, reporter);
        }
    }

    @GatehouseLab
    static class Other {
        @Test
        void reports(@PortalUrl URI portal, TestReporter reporter) {
            reporter.publishEntry("lab", portal.toString());
        }
    }

    @GatehouseLab(domains = "corp.ldif")
    static class Corporate {
        @Test
        void signsOn(@LoggedOn("eve") Workstation workstation, @PortalUrl URI portal, TestReporter reporter)
                throws Exception {
            reporter.publishEntry("corporate lab", portal.toString());
            assertThat(workstation.signOn(portal).body()).startsWith("eve@CORP.LOCALHOST\n");
        }
    }

    @GatehouseLab(domains = "/org/gatehouse/lab/junit/corp.ldif")
    static class AlsoCorporate extends Corporate {}

    @GatehouseLab
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Untidy {
        @Test
        @Order(1)
        @LabUser(name = "erin", password = "Expert1!")
        @LabSpn(account = "erin", spn = "HTTP/app.lab.localhost")
        @LabPolicy(clockSkew = "1s")
        @ClockShift(clock = ClockShift.WORKSTATION, by = "+1h")
        void leavesALot(Lab lab, @LoggedOn("alice") Workstation workstation) throws Exception {
            lab.realm().administration().setPassword("alice", "Changed1!");
            lab.renewKeytab();
        }

        @Test
        @Order(2)
        void fails(Lab lab) throws Exception {
            lab.realm().administration().delete("bob");
            throw new IOException("on purpose");
        }

        @Test
        @Order(3)
        void findsEverythingAsAfterTheStart(Lab lab, Workstation workstation) throws Exception {
            assertThat(lab.realm().administration().find("erin")).isEmpty();
            assertThat(lab.workstationClock().shift()).isZero();
            assertThat(lab.realm().policy().clockSkew()).isEqualTo(Duration.ofMinutes(5));
            assertThat(lab.log().kdcEvents()).isEmpty();
            workstation.kinit("bob", "Builder1!").orThrow();
            workstation.kinit("alice", "Wonderland1!").orThrow();
            assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
        }

        @Test
        @Order(4)
        void canMakeTheSameUserAgain(Lab lab) throws Exception {
            lab.realm().administration().createUser("erin", "Expert1!");
        }
    }

    @GatehouseLab
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class Destructive {
        @Test
        @Order(1)
        void takesTheLabItsFiles(Lab lab, TestReporter reporter) throws Exception {
            reporter.publishEntry("lab", lab.portal().toString());
            try (Stream<Path> files = Files.walk(lab.keytab().getParent())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        @Test
        @Order(2)
        void cannotBeReset(Lab lab) {}

        @Test
        @Order(3)
        void hasANewLab(Lab lab, @LoggedOn("alice") Workstation workstation, TestReporter reporter) throws Exception {
            reporter.publishEntry("lab", lab.portal().toString());
            assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
        }
    }

    /** A test that waits for another one to come, and is content when there is none. */
    abstract static class Waiting {
        private static final CyclicBarrier MEETING = new CyclicBarrier(2);

        @RepeatedTest(2)
        void meetsNobody(Lab lab) throws InterruptedException, BrokenBarrierException {
            try {
                MEETING.await(500, TimeUnit.MILLISECONDS);
                throw new AssertionError("Another test is using the lab");
            } catch (TimeoutException e) {
                MEETING.reset();
            }
        }
    }

    @GatehouseLab
    static class Alone extends Waiting {}

    @GatehouseLab
    static class AlsoAlone extends Waiting {}
}
