package org.gatehouse.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.keytab.ExpectedOwners;
import org.gatehouse.cli.keytab.PermissionsCheck;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.KeyFile;
import org.gatehouse.settings.KeytabProblems;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.settings.SettingsReader;
import org.gatehouse.settings.TrustedFiles;
import org.gatehouse.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The valve's elements in one of Tomcat's files: their place, and their attributes as the valve itself reads them.
 *
 * @param keytabs the paths that the doctor was given
 * @param owners who should own the files
 */
record ValvesCheck(XmlFile file, Placeholders placeholders, List<Path> keytabs, ExpectedOwners owners)
        implements Check {
    private static final String AREA = "valve";
    /** Attributes of Tomcat's authenticators and of all valves that are true or false. */
    static final Set<String> FLAGS = Set.of(
            "alwaysUseSession",
            "asyncSupported",
            "cache",
            "changeSessionIdOnAuthentication",
            "disableProxyCaching",
            "securePagesWithPragma",
            "sendAuthInfoResponseHeaders");
    /** Those with other values. */
    static final Set<String> OTHERS = Set.of(
            "allowCorsPreflight",
            "jaspicCallbackHandlerClass",
            "secureRandomAlgorithm",
            "secureRandomClass",
            "secureRandomProvider",
            "ssoReauthenticationMode");

    ValvesCheck {
        keytabs = List.copyOf(keytabs);
    }

    /** What the valves in these files accept: the default, unless one of them says otherwise in words that can be read. */
    static Set<EncryptionType> acceptedTypes(List<XmlFile> files, Placeholders placeholders) {
        Set<EncryptionType> accepted = words(files, placeholders, Attribute.ENCRYPTION_TYPES)
                .flatMap(name -> EncryptionType.named(name).stream())
                .collect(Collectors.toSet());
        return accepted.isEmpty() ? EncryptionType.DEFAULT : accepted;
    }

    /** Whom the valves in these files let own their files. */
    static Set<String> trustedOwners(List<XmlFile> files, Placeholders placeholders) {
        return words(files, placeholders, Attribute.TRUSTED_KEY_OWNERS).collect(Collectors.toSet());
    }

    private static Stream<String> words(List<XmlFile> files, Placeholders placeholders, Attribute<?> attribute) {
        return files.stream()
                .flatMap(file -> ValveElement.of(file).stream())
                .map(valve -> valve.element().attribute(attribute.name(), ""))
                .flatMap(value -> placeholders.resolve(value).stream())
                .flatMap(value -> Arrays.stream(value.split("[\\s,]+")))
                .filter(word -> !word.isEmpty());
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Map<Integer, XmlElement> byContext = new HashMap<>();
        for (ValveElement valve : ValveElement.of(file)) {
            Optional<Finding> problem = valve.problem();
            findings.addAll(problem.isPresent() ? List.of(problem.get()) : valve(valve.element(), byContext));
        }
        return findings;
    }

    private List<Finding> valve(XmlElement valve, Map<Integer, XmlElement> byContext) {
        Optional<XmlElement> container = container(valve);
        if (container.isEmpty() || !container.get().name().equals("Context")) {
            return List.of(Finding.error(
                    AREA,
                    new Failure(
                            FailureCode.NOT_IN_A_CONTEXT,
                            valve.place() + ": the valve is in "
                                    + container.map(XmlElement::toString).orElse("no container") + ".",
                            "Move the <Valve> into a <Context>: the application's META-INF/context.xml, or"
                                    + " conf/context.xml for all applications.")));
        }
        if (!valve.parent().equals(container)) {
            return List.of(Finding.error(
                    AREA,
                    valve.place() + ": the valve is in "
                            + valve.parent().map(XmlElement::toString).orElse("no element")
                            + ", where Tomcat skips it without a word.",
                    "Put the <Valve> directly into the <Context>."));
        }
        @Nullable XmlElement first = byContext.putIfAbsent(container.get().number(), valve);
        if (first != null) {
            return List.of(Finding.error(
                    AREA,
                    valve.place() + ": the same <Context> has the valve twice; the first is in line " + first.line()
                            + ".",
                    "Remove one of them."));
        }
        return attributes(valve);
    }

    private static Optional<XmlElement> container(XmlElement valve) {
        List<XmlElement> ancestors = valve.ancestors();
        for (int i = ancestors.size() - 1; i >= 0; i--) {
            if (Set.of("Context", "Host", "Engine").contains(ancestors.get(i).name())) {
                return Optional.of(ancestors.get(i));
            }
        }
        return Optional.empty();
    }

    private List<Finding> attributes(XmlElement valve) {
        List<Finding> findings = new ArrayList<>();
        Map<Attribute<?>, String> own = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        valve.attributes().forEach((name, value) -> {
            Optional<Attribute<?>> attribute = Attribute.named(name);
            Optional<String> resolved = placeholders.resolve(value);
            if (resolved.isEmpty()) {
                findings.add(Finding.warn(
                        AREA,
                        valve.place() + ": the value of " + Printable.of(name) + " is not known here: \""
                                + Printable.of(value) + "\".",
                        "Name Tomcat's base directory: --catalina-base."));
            }
            if (attribute.isPresent()) {
                // An unknown value stands for the keytabs that were named, or for the default.
                resolved.or(() -> attribute.get() == Attribute.KEYTAB ? Optional.of(named()) : Optional.empty())
                        .ifPresent(known -> own.put(attribute.get(), known));
            } else if (FLAGS.contains(name)) {
                resolved.flatMap(known -> flag(valve, name, known)).ifPresent(findings::add);
            } else if (!OTHERS.contains(name) && !name.equals("className")) {
                unknown.add(name);
            }
        });
        findings.addAll(settings(valve, own, unknown));
        return findings;
    }

    private String named() {
        return keytabs.stream().map(path -> path.toAbsolutePath().toString()).collect(Collectors.joining(","));
    }

    private static Optional<Finding> flag(XmlElement valve, String name, String value) {
        return value.equals("true") || value.equals("false")
                ? Optional.empty()
                : Optional.of(Finding.error(
                        AREA,
                        new Failure(
                                FailureCode.BAD_ATTRIBUTE_VALUE,
                                valve.place() + ": " + name + ": \"" + Printable.of(value)
                                        + "\" is not one of true, false.",
                                "Leave it out for the default.")));
    }

    private List<Finding> settings(XmlElement valve, Map<Attribute<?>, String> own, Set<String> unknown) {
        List<Finding> findings = new ArrayList<>();
        try (Settings settings = SettingsReader.read(own, unknown, files())) {
            findings.addAll(problems(valve, settings.outage()));
            if (settings.outage().isEmpty()) {
                findings.add(Finding.ok(
                        AREA,
                        valve.place() + ": the valve would start, with "
                                + settings.keyFiles().stream()
                                        .map(ValvesCheck::keys)
                                        .collect(Collectors.joining(", "))));
                new ValveCoverage(file, placeholders).finding(valve).ifPresent(findings::add);
                findings.addAll(
                        new UsersCheck(valve.place(), settings, TrustedFiles.of(own, files()), files()).findings());
            }
            for (KeyFile read : settings.keyFiles()) {
                findings.addAll(
                        read.source().account().isPresent() ? permissions("password", read) : keytab(valve, read));
            }
        } catch (SettingsException e) {
            findings.addAll(problems(valve, e.problems()));
        }
        return findings;
    }

    private static List<Finding> problems(XmlElement valve, List<Failure> problems) {
        return problems.stream()
                .map(problem -> Finding.error(
                        AREA, new Failure(problem.code(), valve.place() + ": " + problem.seen(), problem.remedy())))
                .toList();
    }

    private static String keys(KeyFile file) {
        int count = file.keytab().entries().size();
        if (file.source().account().isPresent()) {
            return "the password in " + Printable.of(file.source().toString());
        }
        return (count == 1 ? "1 key of " : count + " keys of ") + Printable.of(file.path());
    }

    private DoctorFiles files() {
        return new DoctorFiles(placeholders, owners);
    }

    private List<Finding> permissions(String area, KeyFile read) {
        try {
            return new PermissionsCheck(area, files().resolve(read.path()), Printable.of(read.path()), owners)
                    .findings();
        } catch (IOException e) {
            return List.of(); // it was read a moment ago
        }
    }

    /** Nothing of a keytab that was checked by itself. */
    private List<Finding> keytab(XmlElement valve, KeyFile read) {
        List<Path> checked = keytabs.stream().filter(Files::exists).toList();
        try {
            Path path = files().resolve(read.path());
            for (Path keytab : checked) {
                if (Files.isSameFile(path, keytab)) {
                    return List.of();
                }
            }
        } catch (IOException e) {
            return List.of(); // it was read a moment ago; what happened to it since says nothing about its content
        }
        List<Finding> findings = new ArrayList<>();
        if (!checked.isEmpty()) {
            findings.add(otherKeytab(valve, Printable.of(read.path()), checked));
        }
        findings.addAll(permissions(AREA, read).stream()
                .filter(finding -> finding.level() != Finding.Level.OK)
                .toList());
        KeytabProblems.warnings(valve.place() + ": keytab: " + Printable.of(read.path()), read.keytab())
                .forEach(warning -> findings.add(Finding.warn(AREA, warning)));
        return findings;
    }

    /** Anyone who checks one file while the valve reads another one looks for the mistake in the wrong place. */
    private static Finding otherKeytab(XmlElement valve, String path, List<Path> checked) {
        return Finding.warn(
                AREA,
                valve.place() + ": the valve reads " + path + ", and you checked "
                        + checked.stream()
                                .map(keytab -> Printable.of(keytab.toString()))
                                .collect(Collectors.joining(", "))
                        + ".",
                "Check the file that the valve reads: --keytab " + path + ".");
    }
}
