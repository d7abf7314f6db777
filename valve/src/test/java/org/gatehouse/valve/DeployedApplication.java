package org.gatehouse.valve;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;

/** An application in a directory, deployed as Tomcat deploys it: descriptors, fragments and annotations are merged. */
final class DeployedApplication implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LogRecorder recorder = new LogRecorder(SsoAuthenticator.class.getName());
    private final ContextConfig config = new ContextConfig();
    private final SsoAuthenticator valve = new SsoAuthenticator(() -> Forge.NOW, Duration.ofDays(1));
    private final Path root;
    private final Context context;

    DeployedApplication(Path base) throws Exception {
        root = Files.createDirectories(base.resolve("portal/WEB-INF/lib"))
                .resolve("../..")
                .normalize();
        Path keytab = Files.createFile(
                base.resolve("http.keytab"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keytab, KeytabFixture.file());
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "98304");
        context = tomcat.addWebapp(tomcat.getHost(), "/portal", root.toString(), config);
        ((StandardJarScanner) context.getJarScanner()).setScanClassPath(false);
        Tomcat.addServlet(context, "page", new Page());
        context.addServletMapping("/*", "page", false);
        valve.setKeytab(base.resolve("http.keytab").toString());
        context.getPipeline().addValve(valve);
    }

    /** Says that the request has come through. */
    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("user: " + request.getRemoteUser());
        }
    }

    /** A constraint, as any descriptor has it. */
    static String constraint(String patterns, String roles, String... methods) {
        StringBuilder xml = new StringBuilder(
                "<security-constraint><web-resource-collection>" + "<web-resource-name>x</web-resource-name>");
        for (String pattern : patterns.split(" ", -1)) {
            xml.append("<url-pattern>").append(pattern).append("</url-pattern>");
        }
        for (String method : methods) {
            xml.append("<http-method>").append(method).append("</http-method>");
        }
        xml.append("</web-resource-collection><auth-constraint>");
        for (String role : roles.split(" ", -1)) {
            xml.append(role.isEmpty() ? "" : "<role-name>" + role + "</role-name>");
        }
        return xml.append("</auth-constraint></security-constraint>").toString();
    }

    /** One that lets everyone pass. */
    static String permission(String pattern) {
        return constraint(pattern, "").replace("<auth-constraint></auth-constraint>", "");
    }

    static String webApp(String content) {
        return "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>" + content + "</web-app>";
    }

    DeployedApplication descriptor(String content) throws IOException {
        return file("WEB-INF/web.xml", webApp(content));
    }

    DeployedApplication file(String path, String content) throws IOException {
        Path file = root.resolve(path).normalize();
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
        return this;
    }

    /** A library with a fragment. */
    DeployedApplication library(String name, String content) throws IOException {
        return library(
                name,
                "META-INF/web-fragment.xml",
                "<web-fragment xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0'>" + content
                        + "</web-fragment>");
    }

    DeployedApplication library(String name, String entry, String content) throws IOException {
        try (OutputStream file =
                        Files.newOutputStream(root.resolve("WEB-INF/lib").resolve(name));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        return this;
    }

    DeployedApplication with(Consumer<Context> change) {
        change.accept(context);
        return this;
    }

    DeployedApplication protect(String protect) {
        valve.setProtect(protect);
        return this;
    }

    /** The descriptor of all applications, which the administrator writes. */
    DeployedApplication serverDescriptor(Path file, String content) throws IOException {
        config.setDefaultWebXml(Files.writeString(file, webApp(content)).toString());
        return this;
    }

    DeployedApplication start() throws Exception {
        tomcat.start();
        return this;
    }

    StandardContext context() {
        return (StandardContext) context;
    }

    String coverage() {
        return valve.getCoverage();
    }

    /** Of a GET without a ticket. */
    int status(String path) throws Exception {
        return send("GET", path).statusCode();
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/portal" + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        return client.send(
                headers.length == 0 ? request.build() : request.headers(headers).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    List<String> lines(Level level) {
        return recorder.lines(level);
    }

    @Override
    public void close() throws LifecycleException {
        recorder.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
