package org.gatehouse.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.Protect;
import org.gatehouse.settings.descriptor.DeploymentDescriptor;
import org.gatehouse.settings.descriptor.DescribedConstraint;
import org.gatehouse.settings.descriptor.NarrowedCoverage;
import org.gatehouse.settings.descriptor.UnusableDescriptorException;
import org.gatehouse.text.Printable;

/**
 * Which requests need a sign-in, for a valve in one of Tomcat's files. It is known for an application whose {@code
 * WEB-INF/web.xml} lies beside its {@code META-INF/context.xml}; any other file is that of many applications.
 */
record ValveCoverage(XmlFile file, Placeholders placeholders) {
    private static final String AREA = "protect";
    /** In bytes; as much as the valve reads. */
    private static final int MAX_LENGTH = 1 << 24;
    /** {@code conf/Catalina/localhost/web.xml.default}. */
    private static final int HOST_DEPTH = 3;

    /** Constraints that ask for a sign-in, and the files that have them. */
    private record Asking(List<DescribedConstraint> constraints, List<String> files) {
        Asking() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(Path descriptor, String title) throws IOException, UnusableDescriptorException {
            List<DescribedConstraint> asking = read(descriptor).constraints().stream()
                    .filter(DescribedConstraint::asksForSignIn)
                    .toList();
            constraints.addAll(asking);
            if (!asking.isEmpty()) {
                files.add(title);
            }
        }

        private static DeploymentDescriptor read(Path descriptor) throws IOException, UnusableDescriptorException {
            try (SecretBytes content = DiskFile.read(descriptor, MAX_LENGTH)) {
                return content.use((array, offset, length) -> DeploymentDescriptor.read(
                        factory -> factory.createXMLStreamReader(new ByteArrayInputStream(array, offset, length))));
            }
        }

        /** @param unread files that may hold more of them */
        String described(List<String> unread) {
            if (constraints.isEmpty()) {
                return unread.isEmpty()
                        ? "every request (no constraint of web.xml asks for a sign-in)"
                        : "every request, unless " + String.join(" or ", unread)
                                + " has constraints that ask for a sign-in";
            }
            return unread.isEmpty() ? toString() : this + ", and those of " + String.join(" and ", unread);
        }

        @Override
        public String toString() {
            return new NarrowedCoverage(
                            constraints.size(),
                            String.join(" and ", files),
                            constraints.stream()
                                    .flatMap(constraint -> constraint.patterns().stream())
                                    .distinct()
                                    .sorted()
                                    .collect(Collectors.toList()))
                    .toString();
        }
    }

    /** Of one that would start; empty if the value of {@code protect} is not known here. */
    Optional<Finding> finding(XmlElement valve) {
        Optional<XmlElement> context = valve.ancestors().stream()
                .filter(element -> element.name().equals("Context"))
                .findFirst();
        Optional<String> protect =
                placeholders.resolve(valve.attribute(Attribute.PROTECT.name(), Protect.AUTO.attributeValue()));
        if (context.isEmpty() || protect.isEmpty()) {
            return Optional.empty();
        }
        for (Protect value : Protect.values()) {
            if (value.attributeValue().equals(protect.get())) {
                return Optional.of(finding(valve, context.get(), value));
            }
        }
        return Optional.empty();
    }

    private Finding finding(XmlElement valve, XmlElement context, Protect protect) {
        return switch (protect) {
            case ALL -> covers(valve, "every request (protect=\"all\")");
            case CONSTRAINTS -> covers(valve, "what constraints of the application say (protect=\"constraints\")");
            case AUTO -> auto(valve, context);
        };
    }

    private Finding auto(XmlElement valve, XmlElement context) {
        Optional<Path> application = application(context);
        String title = "web.xml";
        Asking asking = new Asking();
        try {
            if (application.isPresent() && Files.exists(application.get())) {
                asking.add(application.get(), title);
            }
            title = "conf/web.xml";
            Optional<Path> server = placeholders.base().map(base -> base.resolve("conf/web.xml"));
            if (server.isPresent() && Files.exists(server.get())) {
                asking.add(server.get(), title);
            }
        } catch (IOException e) {
            return unusable(valve, title, "it cannot be read: " + Printable.of(DiskFile.reason(e)));
        } catch (UnusableDescriptorException e) {
            return unusable(valve, title, e.problem());
        }
        return covers(valve, asking.described(unread(application)));
    }

    /** Files with constraints that count, and that are not known here. */
    private List<String> unread(Optional<Path> application) {
        List<String> unread = new ArrayList<>();
        if (application.isEmpty()) {
            unread.add("the application's own web.xml");
        }
        Optional<Path> base = placeholders.base();
        if (base.isEmpty()) {
            unread.add("conf/web.xml (name Tomcat's directory: --catalina-base)");
        } else if (hasHostDefaults(base.get().resolve("conf"))) {
            unread.add("the host's web.xml.default");
        }
        return unread;
    }

    /** For one of the hosts; which of them the application is on is not known. */
    private static boolean hasHostDefaults(Path conf) {
        try (Stream<Path> files =
                Files.find(conf, HOST_DEPTH, (path, attributes) -> path.endsWith("web.xml.default"))) {
            return files.findAny().isPresent();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Its descriptor, be it there or not; empty if the file says nothing of it. */
    private Optional<Path> application(XmlElement context) {
        Path path = file.path().toAbsolutePath().normalize();
        return path.endsWith("META-INF/context.xml")
                        && context.attribute("altDDName", "").isEmpty()
                ? Optional.of(path.resolve("../../WEB-INF/web.xml").normalize())
                : Optional.empty();
    }

    private static Finding covers(XmlElement valve, String what) {
        return Finding.ok(AREA, valve.place() + ": covers " + what);
    }

    private static Finding unusable(XmlElement valve, String title, String problem) {
        return Finding.warn(
                AREA,
                new Failure(
                        FailureCode.DESCRIPTOR_UNUSABLE,
                        valve.place() + ": covers every request, because " + title + " cannot be used: " + problem
                                + ".",
                        "Fix that file, or set protect to \"constraints\" or \"all\"."));
    }
}
