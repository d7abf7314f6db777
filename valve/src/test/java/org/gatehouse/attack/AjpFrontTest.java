package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.apache.catalina.connector.Connector;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A web server in front that signs users in itself, by AJP: Tomcat then never asks the valve. */
class AjpFrontTest {
    private static final int REMOTE_USER = 3;

    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @AfterEach
    void stop() throws Exception {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    private int start(String... properties) throws Exception {
        Connector ajp = new Connector("AJP/1.3");
        ajp.setPort(0);
        ajp.setProperty("address", "127.0.0.1");
        ajp.setProperty("secretRequired", "false");
        ajp.setProperty("packetSize", "65536");
        for (int i = 0; i < properties.length; i += 2) {
            ajp.setProperty(properties[i], properties[i + 1]);
        }
        tomcat = new AttackedSite(directory)
                .server(server -> server.getService().addConnector(ajp))
                .start();
        return ajp.getLocalPort();
    }

    /** A GET as mod_proxy_ajp hands it on, with the user that it has signed in; all of the answer. */
    private static String get(int port, String user) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(packet);
        data.writeByte(2);
        data.writeByte(2);
        for (String text : new String[] {"HTTP/1.1", "/x", "10.1.2.3", "client", "portal.example.com"}) {
            write(data, text);
        }
        data.writeShort(80);
        data.writeBoolean(false);
        data.writeShort(0);
        if (!user.isEmpty()) {
            data.writeByte(REMOTE_USER);
            write(data, user);
        }
        data.writeByte(0xff);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(0x1234);
            out.writeShort(packet.size());
            packet.writeTo(out);
            out.flush();
            return answer(new DataInputStream(socket.getInputStream()));
        }
    }

    private static String answer(DataInputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] message;
        do {
            in.skipNBytes(2);
            message = in.readNBytes(in.readUnsignedShort());
            answer.append(new String(message, StandardCharsets.ISO_8859_1));
        } while (message[0] != 5);
        return answer.toString();
    }

    private static void write(DataOutputStream data, String text) throws IOException {
        data.writeShort(text.length());
        data.writeBytes(text);
        data.writeByte(0);
    }

    @ParameterizedTest
    @CsvSource({"tomcatAuthentication, false", "tomcatAuthorization, true"})
    void ajpFrontIsSaidAtTheStart(String property, String value) throws Exception {
        start(property, value);

        assertThat(tomcat.log.with(Level.WARNING, "GH-C022"))
                .singleElement()
                .asString()
                .contains(property, "ajp-nio");
    }

    @Test
    void ajpFrontIsNotSaidOfAConnectorThatLeavesItToTomcat() throws Exception {
        start();
        assertThat(tomcat.log.with(Level.INFO, "GH-C022")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tomcatAuthentication, true", "tomcatAuthorization, false"})
    void ajpFrontIsNotSaidOfWhatIsTheDefault(String property, String value) throws Exception {
        start(property, value);
        assertThat(tomcat.log.with(Level.INFO, "GH-C022")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tomcatAuthentication, false", "tomcatAuthorization, true"})
    void ajpFrontIsCountedForEachRequest(String property, String value) throws Exception {
        int port = start(property, value);
        for (int i = 0; i < 5; i++) {
            assertThat(get(port, "mallory")).contains("user=mallory");
        }
        get(port, "");

        assertThat(tomcat.jmx("SignedInByFront")).hasValue(5L);
        assertThat(tomcat.jmx("accepted")).hasValue(0L);
    }

    /** A front's word is nothing without the setting, and a sign-in of our own is not the front's. */
    @Test
    void ajpFrontIsNotBelievedOtherwise() throws Exception {
        int port = start();

        assertThat(get(port, "mallory")).doesNotContain("user=mallory");
        assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        assertThat(tomcat.jmx("SignedInByFront")).hasValue(0L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomcatAuthentication=\"false\"",
                "tomcatAuthorization=\"true\"",
                "tomcatAuthentication='FALSE'",
                "tomcatAuthentication=\"${front:-false}\""
            })
    void ajpFrontIsFoundByTheDoctor(String attribute) throws Exception {
        Run run = doctor("<Connector port=\"8009\" protocol=\"AJP/1.3\" packetSize=\"65536\" " + attribute + "/>");

        assertThat(run.output()).containsPattern("(WARN|ERROR) .*GH-C022");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Connector port=\"8009\" protocol=\"AJP/1.3\" packetSize=\"65536\"/>",
                "<Connector port=\"8009\" protocol=\"AJP/1.3\" packetSize=\"65536\" tomcatAuthentication=\"true\"/>",
                "<Connector port=\"8080\" maxHttpRequestHeaderSize=\"98304\"/>"
            })
    void ajpFrontIsNotFoundByTheDoctorWhereItIsNot(String connector) throws Exception {
        assertThat(doctor(connector).output()).doesNotContain("GH-C022");
    }

    /** The advice for packets that are too small names what the front has to do as well. */
    @Test
    void needsLargePacketsOnBothSides() throws Exception {
        start("packetSize", "8192");

        assertThat(tomcat.log.with(Level.WARNING, "GH-C014"))
                .anySatisfy(line -> assertThat(line).contains("ajp-nio", "packetSize=\"65536\"", "ProxyIOBufferSize"));
        assertThat(doctor("<Connector port=\"8009\" protocol=\"AJP/1.3\"/>").output())
                .contains("GH-C014", "ProxyIOBufferSize");
    }

    private Run doctor(String connector) throws IOException {
        Path file = Files.createDirectories(directory.resolve("conf")).resolve("server.xml");
        Files.writeString(file, "<Server>\n<Service>\n" + connector + "\n</Service>\n</Server>");
        return Run.of("doctor", "--server-xml", file.toString());
    }
}
