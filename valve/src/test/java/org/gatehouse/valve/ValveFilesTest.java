package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which files a message says that a valve is. */
class ValveFilesTest {
    private static final String CLASS = "org.gatehouse.valve.SsoAuthenticator";
    private static final String VALVE = "<Valve className=\"" + CLASS + "\"/>";

    @TempDir
    private Path base;

    private Context context;

    @BeforeEach
    void makeAnApplication() {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.getServer();
        context = tomcat.addContext("/portal", base.toString());
    }

    @Test
    void areThoseThatTomcatReadsForTheApplicationInItsOrder() throws Exception {
        Path server = write("conf/server.xml", "<Server><Context>" + VALVE + "</Context></Server>");
        Path ofAll = write("conf/context.xml", "<Context>" + VALVE + "</Context>");
        Path ofHost = write("conf/Tomcat/localhost/context.xml.default", "<Context>" + VALVE + "</Context>");
        Path own = write("conf/Tomcat/localhost/portal.xml", "<Context>" + VALVE + "</Context>");
        write("conf/Tomcat/localhost/other.xml", "<Context>" + VALVE + "</Context>");
        context.setConfigFile(own.toUri().toURL());

        assertThat(files()).containsExactly(server.toString(), ofAll.toString(), ofHost.toString(), own.toString());
    }

    @Test
    void mayBeInsideAWar() throws Exception {
        Path war = base.resolve("portal.war");
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/context.xml"));
            zip.write(("<Context>" + VALVE + "</Context>").getBytes(StandardCharsets.UTF_8));
        }
        String entry = "jar:" + war.toUri() + "!/META-INF/context.xml";
        context.setConfigFile(URI.create(entry).toURL());

        assertThat(files()).containsExactly(war + "!/META-INF/context.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Context><!-- " + VALVE + " --></Context>",
                "<Context><Valve className=\"org.apache.catalina.valves.AccessLogValve\"/></Context>",
                "<Context><Listener className=\"" + CLASS + "\"/></Context>",
                ""
            })
    void areNotThoseWithoutIt(String content) throws Exception {
        write("conf/context.xml", content);

        assertThat(files()).isEmpty();
    }

    @Test
    void areThoseThatWriteItOverSeveralLines() throws Exception {
        Path file =
                write("conf/context.xml", "<Context>\n<Valve\n  keytab='x'\n  className='" + CLASS + "'\n/></Context>");

        assertThat(files()).containsExactly(file.toString());
    }

    private List<String> files() {
        return ValveFiles.of(context, List.of(CLASS));
    }

    private Path write(String path, String content) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
