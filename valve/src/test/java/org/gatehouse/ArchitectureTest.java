package org.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.cli.Main;
import org.gatehouse.gss.GssMechanism;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The order of the house: who may know whom, and what stays outside the protocol core. */
class ArchitectureTest {
    private static final String HOUSE = "org.gatehouse";

    /**
     * From the top down. A package imports only packages that stand below it; a new one needs its place here. A floor may
     * have subpackages, one for each of its subjects.
     */
    static final List<String> FLOORS = List.of(
            "valve",
            "cli",
            "files",
            "settings",
            "negotiate",
            "http",
            "policy",
            "fallback",
            "conditions",
            "pac",
            "acceptor",
            "keytab",
            "kerberos",
            "spnego",
            "mechanism",
            "gss",
            "identity",
            "crypto",
            "failure",
            "dtyp",
            "ndr",
            "der",
            "text",
            "secret",
            "wire");

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    private static final DescribedPredicate<JavaClass> BELOW_THE_VALVE = resideInAPackage(HOUSE + "..")
            .and(not(resideInAPackage(HOUSE + ".valve..")))
            .as("below the valve");

    /** The commands of the JAR are a program of their own: they ask the DNS; and read files, as the valve does. */
    private static final DescribedPredicate<JavaClass> BELOW_VALVE_AND_COMMANDS = BELOW_THE_VALVE
            .and(not(resideInAnyPackage(HOUSE + ".cli..", HOUSE + ".files..")))
            .as("below the valve, the commands and the files");

    /** The start of that program hands it the world: streams, clock, randomness, properties. */
    private static final DescribedPredicate<JavaClass> BELOW_VALVE_AND_MAIN =
            BELOW_THE_VALVE.and(not(equivalentTo(Main.class))).as("below the valve and the program's start");

    @Nested
    class Floors {
        @Test
        void packagesImportOnlyWhatStandsBelowThem() {
            classes().should(importOnlyWhatStandsBelow()).check(PRODUCT);
        }

        /** The list that people read is the list that is held. */
        @Test
        void standInTheDocumentAsTheyStandHere() throws IOException {
            String document = Files.readString(Path.of("..", "ARCHITECTURE.md"));
            String section = document.substring(
                    document.indexOf("## The floors of the valve"), document.indexOf("## The floors of the lab"));

            assertThat(section.lines()
                            .filter(line -> line.startsWith("    "))
                            .map(line -> line.strip().replaceAll(" .*", "")))
                    .containsExactlyElementsOf(FLOORS);
        }

        @Test
        void mechanismsDoNotKnowHowTheyAreNegotiated() {
            noClasses()
                    .that()
                    .resideInAnyPackage(inHouse("kerberos", "keytab", "acceptor"))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inHouse("spnego", "mechanism"))
                    .check(PRODUCT);
        }

        @Test
        void subpackagesOfAFloorAreNotEntangled() {
            slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(PRODUCT);
        }

        /** One that knows another mechanism, or SPNEGO, by name would have to be changed for each new one. */
        @Test
        void spnegoKnowsNoMechanism() {
            noClasses()
                    .that()
                    .resideInAPackage(HOUSE + ".spnego..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inHouse("kerberos", "keytab", "acceptor"))
                    .check(PRODUCT);
        }

        /** Where mechanisms are negotiated there is none: each new one stands in a package of its own. */
        @Test
        void mechanismsStandApartFromTheirNegotiation() {
            noClasses()
                    .that()
                    .areAssignableTo(GssMechanism.class)
                    .and(not(equivalentTo(GssMechanism.class)))
                    .should()
                    .resideInAnyPackage(inHouse("gss", "spnego", "negotiate", "http", "mechanism", "fallback"))
                    .check(PRODUCT);
        }

        /** Its category says what a failure leads to; {@link FailureDecisionsTest} looks at the sources, too. */
        @Test
        void nobodyTellsFailuresApartByTheirCodes() {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(HOUSE + ".failure")
                    .should()
                    .accessTargetWhere(Access.COMPARES_CODES)
                    .check(PRODUCT);
        }

        @Test
        void fallbackSeesNoParserAndNoMechanism() {
            noClasses()
                    .that()
                    .resideInAPackage(HOUSE + ".fallback")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(inHouse(
                            "negotiate", "acceptor", "kerberos", "spnego", "mechanism", "crypto", "der", "wire"))
                    .check(PRODUCT);
        }

        @Test
        void groundFloorKnowsOnlyTheJdk() {
            for (String ground : List.of(HOUSE + ".wire", HOUSE + ".secret")) {
                classes()
                        .that()
                        .resideInAPackage(ground)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                ground, "java.lang..", "java.util..", "java.nio..", "java.security..", "org.jspecify..")
                        .check(PRODUCT);
            }
        }
    }

    @Nested
    class Neighbours {
        @Test
        void onlyTheValveKnowsTomcat() {
            noClasses()
                    .that(BELOW_THE_VALVE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache..", "jakarta..")
                    .check(PRODUCT);
        }

        @Test
        void onlyTheValveKnowsJgssAndJaas() {
            noClasses()
                    .that(BELOW_THE_VALVE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.ietf.jgss..", "javax.security.auth..", "com.sun.security.jgss..")
                    .check(PRODUCT);
        }

        @Test
        void nobodyKnowsTheInsideOfTheJdk() {
            noClasses()
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("sun..", "com.sun..", "jdk..")
                            .and(not(resideInAnyPackage("com.sun.security.jgss", "jdk.jfr"))))
                    .check(PRODUCT);
        }

        @Test
        void onlyTheValveKnowsTheFlightRecorder() {
            noClasses()
                    .that(BELOW_THE_VALVE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("jdk.jfr..")
                    .check(PRODUCT);
        }
    }

    @Nested
    class OutsideWorld {
        @Test
        void isNotLoggedToBelowTheValve() {
            noClasses()
                    .that(BELOW_THE_VALVE)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage("java.util.logging..", "org.slf4j..")
                            .or(belongToAnyOf(System.Logger.class)))
                    .check(PRODUCT);
        }

        @Test
        void isPrintedToByTheProgramsStartOnly() {
            noClasses()
                    .that(not(equivalentTo(Main.class)))
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                    .check(PRODUCT);
        }

        @Test
        void isNotReadOrWrittenBelowValveAndCommands() {
            noClasses()
                    .that(BELOW_VALVE_AND_COMMANDS)
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("java.io", "java.net..", "java.nio.file..", "java.nio.channels..")
                                    .and(not(belongToAnyOf(
                                            IOException.class,
                                            UncheckedIOException.class,
                                            Serializable.class,
                                            ByteArrayInputStream.class))))
                    .check(PRODUCT);
        }

        @Test
        void tellsItsTimeToValveAndStartOnly() {
            noClasses()
                    .that(BELOW_VALVE_AND_MAIN)
                    .should()
                    .accessTargetWhere(Access.TO_A_CLOCK)
                    .check(PRODUCT);
        }

        @Test
        void isTheSourceOfRandomnessOfValveAndStartOnly() {
            noClasses()
                    .that(BELOW_VALVE_AND_MAIN)
                    .should()
                    .accessTargetWhere(Access.TO_RANDOMNESS)
                    .check(PRODUCT);
        }

        @Test
        void isAskedForPropertiesByValveAndStartOnly() {
            noClasses()
                    .that(BELOW_VALVE_AND_MAIN)
                    .should()
                    .accessTargetWhere(Access.TO_PROPERTIES)
                    .check(PRODUCT);
        }

        @Test
        void keepsItsPropertiesAsTheyAre() {
            noClasses().should().accessTargetWhere(Access.CHANGES_PROPERTIES).check(PRODUCT);
        }
    }

    @Nested
    class State {
        @Test
        void isNeverStaticAndMutable() {
            fields().that().areStatic().should().beFinal().check(PRODUCT);
        }

        @Test
        void isNotHandedOutAsAnArrayByARecord() {
            fields().that()
                    .areNotStatic()
                    .and()
                    .areDeclaredInClassesThat(describe(
                            "are records outside wire and secret",
                            type -> type.isRecord()
                                    && !resideInAnyPackage(inHouse("wire", "secret"))
                                            .test(type)))
                    .should()
                    .notHaveRawType(byte[].class)
                    .check(PRODUCT);
        }

        /** Only {@code wire} reads and writes a buffer; the one class that maps a file hands the buffer to it at once. */
        @Test
        void ofABufferIsKnownToWireAndSecretOnly() {
            noClasses()
                    .that(resideInAPackage(HOUSE + "..")
                            .and(not(resideInAnyPackage(HOUSE + ".wire", HOUSE + ".secret")))
                            .and(not(describe(
                                    "map a file", type -> type.getName().equals(HOUSE + ".valve.LockedFile")))))
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ByteBuffer.class)
                    .check(PRODUCT);
        }
    }

    @Nested
    class MappedFiles {
        @Test
        void areReadAndWrittenInWireOnly() {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(HOUSE + ".wire", HOUSE + ".secret")
                    .should()
                    .callMethodWhere(describe(
                            "a method of a buffer",
                            call -> call.getTargetOwner().isAssignableTo(ByteBuffer.class)))
                    .check(PRODUCT);
        }
    }

    @Nested
    class Names {
        @Test
        void sayWhatAClassIs() {
            noClasses()
                    .should()
                    .haveNameMatching(".*(Utils?|Helpers?|Managers?)")
                    .check(PRODUCT);
        }

        @Test
        void ofExceptionsSayThatTheyAreExceptions() {
            classes()
                    .that()
                    .areAssignableTo(Throwable.class)
                    .should()
                    .haveSimpleNameEndingWith("Exception")
                    .check(PRODUCT);
        }
    }

    private static ArchCondition<JavaClass> importOnlyWhatStandsBelow() {
        return new ArchCondition<>("import only what stands below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int floor = floor(type);
                if (floor < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands on no floor"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOfTheHouse(dependency.getTargetClass()))
                        .filter(dependency -> !isSameFloor(type, dependency.getTargetClass())
                                && floor(dependency.getTargetClass()) <= floor)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static int floor(JavaClass type) {
        return FLOORS.indexOf(floorName(type));
    }

    private static String floorName(JavaClass type) {
        String below = type.getPackageName()
                .substring(Math.min(HOUSE.length() + 1, type.getPackageName().length()));
        return below.indexOf('.') < 0 ? below : below.substring(0, below.indexOf('.'));
    }

    private static boolean isOfTheHouse(JavaClass type) {
        return type.getPackageName().startsWith(HOUSE);
    }

    private static boolean isSameFloor(JavaClass one, JavaClass other) {
        return floorName(one).equals(floorName(other));
    }

    private static String[] inHouse(String... packages) {
        return List.of(packages).stream().map(name -> HOUSE + "." + name + "..").toArray(String[]::new);
    }
}
