package org.gatehouse.valve;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.keytab.KeytabFixture;

/** A Tomcat of one application with the valve in front of it, on a free port; says who is signed in. */
final class TestTomcat implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LogRecorder recorder = new LogRecorder(SsoAuthenticator.class.getName());
    private final Context context;
    private final SsoAuthenticator valve;

    /** With a valve that has a good keytab, and whatever else a test wants of it and of the application. */
    TestTomcat(Path directory, Consumer<SsoAuthenticator> valveChange, Consumer<Context> contextChange)
            throws Exception {
        this(directory, longRunning());
        valve.setKeytab("http.keytab");
        valveChange.accept(valve);
        contextChange.accept(context);
    }

    private TestTomcat(Path directory, SsoAuthenticator valve) throws Exception {
        this.valve = valve;
        Path keytab = Files.createFile(
                directory.resolve("http.keytab"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keytab, KeytabFixture.file());
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "98304");
        context = application("", directory.toString());
        Tomcat.addServlet(context, "who", new Who()).setAsyncSupported(true);
        context.addServletMappingDecoded("/", "who");
        context.getPipeline().addValve(valve);
    }

    private static SsoAuthenticator longRunning() {
        return new SsoAuthenticator(() -> Forge.NOW, Duration.ofDays(1));
    }

    static TestTomcat started(Path directory) throws Exception {
        return started(directory, valve -> {}, context -> {});
    }

    static TestTomcat started(Path directory, Consumer<SsoAuthenticator> valveChange, Consumer<Context> contextChange)
            throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, valveChange, contextChange);
        tomcat.start();
        return tomcat;
    }

    /** One that was started a moment ago, and knows nothing of what was before. */
    static TestTomcat restarted(Path directory, InstantSource clock) throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, new SsoAuthenticator(clock, Duration.ZERO));
        tomcat.valve.setKeytab("http.keytab");
        tomcat.start();
        return tomcat;
    }

    /** With a valve that has no attribute but those that a test sets. */
    static TestTomcat withoutKeytab(Path directory, Consumer<SsoAuthenticator> configuration) throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, longRunning());
        configuration.accept(tomcat.valve);
        tomcat.start();
        return tomcat;
    }

    /** With a valve that the test has configured. */
    static TestTomcat with(Path directory, SsoAuthenticator valve) throws Exception {
        return with(directory, valve, context -> {});
    }

    /** With a valve and an application that the test has configured. */
    static TestTomcat with(Path directory, SsoAuthenticator valve, Consumer<Context> contextChange) throws Exception {
        TestTomcat tomcat = new TestTomcat(directory, valve);
        contextChange.accept(tomcat.context);
        tomcat.start();
        return tomcat;
    }

    /** Another application with a valve of its own and the same keytab. */
    TestTomcat withSecondApplication(String path) {
        return withSecondApplication(path, valve -> {});
    }

    /** Another application with a valve of its own, which has the same keytab unless the test wants another. */
    TestTomcat withSecondApplication(String path, Consumer<SsoAuthenticator> valveChange) {
        Context second = application(path, context.getDocBase());
        Tomcat.addServlet(second, "who", new Who());
        second.addServletMappingDecoded("/", "who");
        SsoAuthenticator itsValve = longRunning();
        itsValve.setKeytab("http.keytab");
        valveChange.accept(itsValve);
        second.getPipeline().addValve(itsValve);
        return this;
    }

    /** With a configuration of logins, for want of which an embedded Tomcat puts an authenticator behind ours. */
    private Context application(String path, String docBase) {
        Context application = tomcat.addContext(path, docBase);
        application.setLoginConfig(new LoginConfig());
        return application;
    }

    void start() throws LifecycleException {
        tomcat.start();
    }

    /** Stops the Server and starts it again. */
    void restart() throws LifecycleException {
        tomcat.stop();
        tomcat.start();
    }

    Context context() {
        return context;
    }

    Connector connector() {
        return tomcat.getConnector();
    }

    SsoAuthenticator valve() {
        return valve;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).build());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The valve's lines of this level or above, as they read. */
    List<String> lines(Level level) {
        return recorder.lines(level);
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        recorder.close();
    }

    /** Says who is signed in, and how; {@code /authenticate} begins to answer, and then asks for a sign-in itself;
     * {@code /dispatch} answers in an asynchronous dispatch. */
    private static final class Who extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            if (request.getServletPath().equals("/authenticate")) {
                say(request, response, "half a page, ");
                say(request, response, request.authenticate(response) + " and the rest");
                return;
            }
            if (request.getServletPath().equals("/dispatch") && request.getDispatcherType() == DispatcherType.REQUEST) {
                request.startAsync().dispatch();
                return;
            }
            PrintWriter body = response.getWriter();
            body.print(Optional.ofNullable(request.getUserPrincipal())
                    .map(user -> user instanceof SsoPrincipal sso
                            ? user.getName() + " by " + sso.mechanism() + " at "
                                    + sso.kerberos().orElseThrow().service() + ", " + request.getAuthType()
                            : user.getName())
                    .orElse("nobody"));
        }

        private static void say(HttpServletRequest request, HttpServletResponse response, String text)
                throws IOException {
            if ("stream".equals(request.getParameter("with"))) {
                response.getOutputStream().print(text);
            } else {
                response.getWriter().print(text);
            }
        }
    }
}
