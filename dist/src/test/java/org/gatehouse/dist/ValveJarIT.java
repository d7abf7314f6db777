package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.Member;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JAR needs the JDK and Tomcat, and nothing else. */
final class ValveJarIT {
    private final Path tomcat = Path.of(System.getProperty("gatehouse.tomcat10"));
    private Path valve;

    @BeforeEach
    void extractValve(@TempDir Path directory) throws IOException {
        valve = Archive.extractValve(directory);
    }

    @Test
    void everyClassLinksWithTheJdkAndTomcatAlone() throws Exception {
        try (JarFile jar = new JarFile(valve.toFile());
                URLClassLoader server = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            List<String> names = classNames(jar);
            assertThat(names).contains("org.gatehouse.valve.SsoAuthenticator");

            assertThat(names).allSatisfy(name -> {
                Class<?> type = Class.forName(name, true, server);

                assertThat(type.getClassLoader()).isSameAs(server);
                assertThatCode(() -> resolveSignatures(type)).doesNotThrowAnyException();
            });
        }
    }

    private static List<Member> resolveSignatures(Class<?> type) {
        List<Member> members = new ArrayList<>();
        members.addAll(List.of(type.getDeclaredMethods()));
        members.addAll(List.of(type.getDeclaredConstructors()));
        members.addAll(List.of(type.getDeclaredFields()));
        return members;
    }

    @Test
    void asksForNoOtherJar() throws IOException {
        try (JarFile jar = new JarFile(valve.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue(Attributes.Name.CLASS_PATH)).isNull();
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(name -> name.endsWith(".jar"));
        }
    }

    @Test
    void holdsNothingBeyondItsOwnPackages() throws IOException {
        try (JarFile jar = new JarFile(valve.toFile())) {
            assertThat(classNames(jar)).allMatch(name -> name.startsWith("org.gatehouse."));
        }
    }

    private static List<String> classNames(JarFile jar) {
        return jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.endsWith(".class"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .filter(name -> !name.endsWith("package-info"))
                .toList();
    }

    private URL[] urls() throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(url(valve));
        urls.add(url(tomcat.resolve("bin/tomcat-juli.jar")));
        try (Stream<Path> libraries = Files.list(tomcat.resolve("lib"))) {
            for (Path library :
                    libraries.filter(path -> path.toString().endsWith(".jar")).toList()) {
                urls.add(url(library));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(Path path) throws IOException {
        URI uri = path.toUri();
        return uri.toURL();
    }
}
