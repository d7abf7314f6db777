package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Workstation;

/** A program that starts and stops ten labs, uses each, and looks for what is left of them. */
final class TenLabs {
    static final String NOTHING = "nothing is left";

    private static final int LABS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One of each kind of what a lab consists of. */
    private static final List<String> PARTS = List.of(
            "org.gatehouse.lab.Lab",
            "org.gatehouse.lab.LabLog",
            "org.gatehouse.lab.directory.Directory",
            "org.gatehouse.lab.directory.domain.DirectoryDomain",
            "org.gatehouse.lab.kdc.Kdc",
            "org.gatehouse.lab.client.JvmLogon",
            "org.gatehouse.valve.SsoAuthenticator",
            "org.gatehouse.lab.directory.DirectoryBoot$QuietDirectoryService",
            "org.gatehouse.lab.directory.ldap.LdapListener$QuietLdapServer",
            "org.apache.catalina.core.StandardServer",
            "org.apache.catalina.core.StandardContext");

    private TenLabs() {}

    public static void main(String[] arguments) throws Exception {
        TimeZone.getDefault(); // the JDK keeps it as a system property once somebody has asked
        Remains before = Remains.now();
        WeakReference<Lab> last = use();
        List<String> open = openFiles();
        for (int i = 1; i < LABS; i++) {
            last = use();
        }
        Remains.assertNoneSince(before);
        awaitEnd(last);
        awaitEndOfParts();
        assertThat(openFiles()).containsExactlyInAnyOrderElementsOf(open);
        System.out.println(NOTHING);
    }

    private static WeakReference<Lab> use() throws Exception {
        try (Lab lab = Lab.start();
                Workstation workstation = lab.workstation()) {
            workstation.kinit("alice", "Wonderland1!").orThrow();
            assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
            assertThat(workstation.signOn(lab.securePortal()).status()).isEqualTo(200);
            try (JvmLogon bob = JvmLogon.withPassword(lab, "bob", "Builder1!")) {
                assertThat(bob.negotiate(lab.portal())).startsWith("Negotiate ");
                assertThat(liveTypes()).containsAll(PARTS); // or nobody would miss one that has another name now
            }
            lab.reset();
            return new WeakReference<>(lab);
        }
    }

    private static void awaitEnd(WeakReference<?> reference) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (reference.get() != null && Instant.now().isBefore(end)) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(reference.get()).isNull();
    }

    /** Threads in their last moments hold on to what they worked for. */
    private static void awaitEndOfParts() throws JMException {
        Instant end = Instant.now().plus(PATIENCE);
        List<String> left = PARTS;
        while (!left.isEmpty() && Instant.now().isBefore(end)) {
            left = new ArrayList<>(PARTS);
            left.retainAll(liveTypes());
        }
        assertThat(left).isEmpty();
    }

    /** Those that have instances, after a collection of all garbage. */
    private static Set<String> liveTypes() throws JMException {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return Pattern.compile("(?m)^ *\\d+: +\\d+ +\\d+ +(\\S+)")
                .matcher(histogram.toString())
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    /** What they are, without the numbers of sockets and pipes, and without what the JVM reads its classes from. */
    private static List<String> openFiles() throws IOException {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : all) {
                try {
                    String target = Files.readSymbolicLink(file).toString();
                    if (!target.endsWith(".jar") && !target.startsWith("/proc/")) {
                        open.add(target.replaceAll("\\[\\d+]", ""));
                    }
                } catch (NoSuchFileException e) {
                    // it was closed meanwhile
                }
            }
        }
        return open;
    }
}
