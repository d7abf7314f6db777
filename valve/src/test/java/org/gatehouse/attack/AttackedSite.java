package org.gatehouse.attack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;

/** The files and attributes of a Tomcat with one application, as an administrator writes them, before it starts. */
final class AttackedSite {
    static final String KEYTAB = "http.keytab";
    static final String WEB_XML_HEAD = "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">";
    static final String FRAGMENT_HEAD = "<web-fragment xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">";

    final Path base;
    final Map<String, String> attributes = new LinkedHashMap<>(Map.of("keytab", KEYTAB));
    final List<Consumer<StandardContext>> applicationChanges = new ArrayList<>();
    final List<Consumer<Tomcat>> serverChanges = new ArrayList<>();
    InstantSource clock = () -> Forge.NOW;
    Duration uptime = Duration.ofDays(1);
    boolean readsDescriptors;

    AttackedSite(Path base) throws IOException {
        this.base = base;
        Files.createDirectories(docBase());
        if (!Files.exists(base.resolve(KEYTAB))) {
            keytab(KeytabFixture.file());
        }
    }

    Path docBase() {
        return base.resolve("application");
    }

    /** The valve's keytab, in a file that only its owner can read. */
    AttackedSite keytab(byte[] content) throws IOException {
        Path file = base.resolve(KEYTAB);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
        return this;
    }

    /** An attribute of the valve. */
    AttackedSite with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    AttackedSite without(String attribute) {
        attributes.remove(attribute);
        return this;
    }

    AttackedSite at(InstantSource otherClock) {
        clock = otherClock;
        return this;
    }

    /** Not one that has been running for a day. */
    AttackedSite justStarted() {
        uptime = Duration.ZERO;
        return this;
    }

    AttackedSite application(Consumer<StandardContext> change) {
        applicationChanges.add(change);
        return this;
    }

    AttackedSite server(Consumer<Tomcat> change) {
        serverChanges.add(change);
        return this;
    }

    /** With Tomcat's own reading of web.xml and of the fragments of libraries. */
    AttackedSite readingDescriptors() {
        readsDescriptors = true;
        return this;
    }

    AttackedSite webXml(String content) throws IOException {
        return file("WEB-INF/web.xml", content);
    }

    /** A file of the application. */
    AttackedSite file(String name, String content) throws IOException {
        Path file = docBase().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** A library of the application with a fragment of a web.xml. */
    AttackedSite fragment(String name, String webFragment) throws IOException {
        Path library = Files.createDirectories(docBase().resolve("WEB-INF/lib")).resolve(name + ".jar");
        try (OutputStream file = Files.newOutputStream(library);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/web-fragment.xml"));
            jar.write(webFragment.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        readsDescriptors = true;
        return this;
    }

    AttackedTomcat start() throws Exception {
        return new AttackedTomcat(this);
    }
}
