package org.gatehouse.lab;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.valve.SsoAccount;
import org.gatehouse.valve.SsoAuthenticator;
import org.gatehouse.valve.SsoPrincipal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The order of the lab: which package may use which, and what of the valve it may use. */
class LabArchitectureTest {
    private static final String HOUSE = "org.gatehouse";
    private static final String LAB = HOUSE + ".lab";

    /**
     * From the top down, by the first segment below {@code org.gatehouse.lab}: a package imports only packages that stand
     * below it, and a new one needs its place here. A floor may have subpackages.
     */
    static final List<String> FLOORS = List.of(
            "lab",
            "lab.command",
            "lab.web",
            "lab.portal",
            "lab.client",
            "lab.tls",
            "lab.directory",
            "lab.kdc",
            "lab.account",
            "lab.clock",
            "lab.io",
            "lab.text");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(LAB);

    /** The lab is the second opinion on the valve: what they shared, they would get wrong together. */
    private static final DescribedPredicate<JavaClass> OF_THE_VALVE_AND_CLOSED_TO_THE_LAB = resideInAPackage(
                    HOUSE + "..")
            .and(not(resideInAPackage(LAB + "..")))
            .and(not(resideInAPackage(HOUSE + ".text..")))
            .and(not(belongToAnyOf(SsoAuthenticator.class, SsoPrincipal.class, SsoAccount.class)))
            .as("of the valve and closed to the lab");

    @Nested
    class Floors {
        /** The list that people read is the list that is held. */
        @Test
        void standInTheDocumentAsTheyStandHere() throws IOException {
            String document = Files.readString(Path.of("..", "ARCHITECTURE.md"));
            String section = document.substring(
                    document.indexOf("## The floors of the lab"), document.indexOf("## The journey of a request"));

            assertThat(section.lines()
                            .filter(line -> line.startsWith("    "))
                            .map(line -> line.strip().replaceFirst(" .*", "")))
                    .containsExactlyElementsOf(FLOORS);
        }

        @Test
        void packagesImportOnlyWhatStandsBelowThem() {
            classes().should(importOnlyWhatStandsBelow()).check(CLASSES);
        }

        @Test
        void packagesFormNoCycles() {
            slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(CLASSES);
        }

        @Test
        void everyFloorHasClasses() {
            assertThat(FLOORS)
                    .allSatisfy(floor ->
                            assertThat(CLASSES).anyMatch(type -> floorOf(type).equals(floor)));
        }
    }

    @Nested
    class Neighbours {
        @Test
        void labUsesOfTheValveItsEntranceAndItsTextOnly() {
            noClasses()
                    .should()
                    .dependOnClassesThat(OF_THE_VALVE_AND_CLOSED_TO_THE_LAB)
                    .check(CLASSES);
        }

        @Test
        void kdcKnowsNoDirectoryServerAndNoTomcat() {
            noClasses()
                    .that()
                    .resideInAPackage(LAB + ".kdc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.directory..", "org.apache.catalina..", "jakarta..")
                    .check(CLASSES);
        }

        @Test
        void directoryKnowsNoKerberosAndNoTomcat() {
            noClasses()
                    .that()
                    .resideInAPackage(LAB + ".directory..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.kerby..", "org.apache.catalina..", "jakarta..")
                    .check(CLASSES);
        }
    }

    @Nested
    class State {
        @Test
        void staticFieldsAreFinal() {
            fields().that().areStatic().should().beFinal().check(CLASSES);
        }
    }

    @Nested
    class Names {
        @Test
        void namesSayWhatAClassIs() {
            noClasses()
                    .should()
                    .haveNameMatching(".*(Utils?|Helpers?|Managers?)")
                    .check(CLASSES);
        }

        @Test
        void namesOfExceptionsEndInException() {
            classes()
                    .that()
                    .areAssignableTo(Throwable.class)
                    .should()
                    .haveSimpleNameEndingWith("Exception")
                    .check(CLASSES);
        }
    }

    private static ArchCondition<JavaClass> importOnlyWhatStandsBelow() {
        return new ArchCondition<>("import only what stands below") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                int floor = FLOORS.indexOf(floorOf(type));
                if (floor < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands on no floor"));
                }
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOfTheLab(dependency.getTargetClass()))
                        .filter(dependency ->
                                !floorOf(dependency.getTargetClass()).equals(floorOf(type)))
                        .filter(dependency -> FLOORS.indexOf(floorOf(dependency.getTargetClass())) <= floor)
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    /** {@code lab} for the lab's own package, {@code lab.kdc} for everything at and below that. */
    private static String floorOf(JavaClass type) {
        String[] segments = type.getPackageName().substring(LAB.length()).split("\\.", 3);
        return segments.length == 1 ? "lab" : "lab." + segments[1];
    }

    private static boolean isOfTheLab(JavaClass type) {
        return type.getPackageName().equals(LAB) || type.getPackageName().startsWith(LAB + ".");
    }
}
