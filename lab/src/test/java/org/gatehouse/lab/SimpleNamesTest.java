package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name stands for one class in the whole repository, so that a search for it and a stack trace are clear. */
class SimpleNamesTest {
    /** An annotation that users of the lab write in their tests as they would write it in a sentence: it keeps its name. */
    private static final Set<String> OF_THE_JUNIT_API =
            Set.of("lab-junit/src/main/java/org/gatehouse/lab/junit/Keytab.java");

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    @Test
    void everyClassNameExistsOnceInTheRepository() throws IOException {
        Map<String, List<String>> main = places("src/main/java");

        assertThat(main).containsKey("SsoAuthenticator").containsKey("LabMain");
        assertThat(repeated(main)).isEmpty();
    }

    @Test
    void everyTestClassNameExistsOnceInTheRepository() throws IOException {
        Map<String, List<String>> tests = places("src/test/java");

        assertThat(tests).containsKey("ArchitectureTest").containsKey("SimpleNamesTest");
        assertThat(repeated(tests)).isEmpty();
    }

    private static Map<String, List<String>> repeated(Map<String, List<String>> places) {
        Map<String, List<String>> repeated = new TreeMap<>(places);
        repeated.values().removeIf(files -> files.size() == 1);
        return repeated;
    }

    /** From simple name to the files below this folder of any module that declare a class of that name. */
    private static Map<String, List<String>> places(String folder) throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        for (Path module : children(REPOSITORY)) {
            Path sources = module.resolve(folder);
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(SimpleNamesTest::isClass)
                            .map(file -> REPOSITORY.relativize(file).toString())
                            .filter(file -> !OF_THE_JUNIT_API.contains(file))
                            .sorted()
                            .forEach(file -> places.computeIfAbsent(simpleName(file), name -> new ArrayList<>())
                                    .add(file));
                }
            }
        }
        return places;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static boolean isClass(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("package-info.java") && !name.equals("module-info.java");
    }

    private static String simpleName(String file) {
        return file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length());
    }
}
