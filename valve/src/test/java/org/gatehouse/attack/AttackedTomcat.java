package org.gatehouse.attack;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.IntrospectionUtils;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.gatehouse.valve.SsoAuthenticator;

/** A running Tomcat with one application behind the valve, seen from outside: answers, log lines, JMX. */
final class AttackedTomcat implements AutoCloseable {
    private static final MBeanServer MBEANS = ManagementFactory.getPlatformMBeanServer();

    final HeardLog log = new HeardLog();
    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final StandardContext context = new StandardContext();
    private final SsoAuthenticator valve;

    AttackedTomcat(AttackedSite site) throws Exception {
        tomcat.setBaseDir(site.base.toString());
        tomcat.setPort(0);
        tomcat.setSilent(true);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "98304");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        prepare(site);
        context.addLifecycleListener(this::addPage);
        tomcat.getHost().addChild(context);
        valve = new SsoAuthenticator(site.clock, site.uptime);
        site.attributes.forEach((name, value) -> IntrospectionUtils.setProperty(valve, name, value));
        context.getPipeline().addValve(valve);
        site.applicationChanges.forEach(change -> change.accept(context));
        site.serverChanges.forEach(change -> change.accept(tomcat));
        tomcat.start();
    }

    private void prepare(AttackedSite site) {
        context.setPath("");
        context.setDocBase(site.docBase().toString());
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setScanClassPath(false);
        context.setJarScanner(scanner);
        if (site.readsDescriptors) {
            ContextConfig config = new ContextConfig();
            config.setDefaultWebXml(Constants.NoDefaultWebXml);
            context.addLifecycleListener(config);
        } else {
            context.setLoginConfig(new LoginConfig());
            context.addLifecycleListener(new Tomcat.FixContextListener());
        }
    }

    /** At each start: what was added before is gone after a reload. */
    private void addPage(LifecycleEvent event) {
        if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
            Tomcat.addServlet(context, "page", new Page()).setAsyncSupported(true);
            ((Context) context).addServletMapping("/", "page", false);
        }
    }

    StandardContext context() {
        return context;
    }

    Tomcat server() {
        return tomcat;
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    /** Changes an attribute of the valve, which counts from the next reload. */
    void attribute(String name, String value) {
        IntrospectionUtils.setProperty(valve, name, value);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.BodyPublisher body = Set.of("POST", "PUT", "PATCH").contains(method)
                ? HttpRequest.BodyPublishers.ofString("a=b")
                : HttpRequest.BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body);
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A GET with this value of Authorization, and with these other headers. */
    HttpResponse<String> signIn(String authorization, String... others) throws Exception {
        return get(
                "/",
                Stream.concat(Stream.of("Authorization", authorization), Stream.of(others))
                        .toArray(String[]::new));
    }

    int status(String authorization) throws Exception {
        return signIn(authorization).statusCode();
    }

    /** What JMX has under that name, in whatever case its first letter is. */
    Optional<Object> jmx(String attribute) throws Exception {
        Set<ObjectName> names = MBEANS.queryNames(new ObjectName("*:type=Valve,name=SsoAuthenticator,*"), null);
        for (ObjectName name : names) {
            for (MBeanAttributeInfo info : MBEANS.getMBeanInfo(name).getAttributes()) {
                if (info.getName().equalsIgnoreCase(attribute)) {
                    return Optional.of(MBEANS.getAttribute(name, info.getName()));
                }
            }
        }
        return Optional.empty();
    }

    /** Everything that the client is told, with the tokens in it decoded. */
    static String told(HttpResponse<String> response) {
        StringBuilder all = new StringBuilder(response.body());
        for (Map.Entry<String, List<String>> header : response.headers().map().entrySet()) {
            all.append('\n').append(header.getKey()).append(": ").append(header.getValue());
        }
        ForgedTokens.answered(response).ifPresent(token -> all.append('\n').append(ForgedTokens.latin(token)));
        return all.toString();
    }

    /** The code in a text, "" if it has none. */
    static String code(String text) {
        return text.replaceFirst("(?s)^.*?(GH-[A-Z][0-9]{3}).*$", "$1").replaceFirst("(?s)^(?!GH-).*$", "");
    }

    static String cookie(HttpResponse<?> response) {
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    @Override
    public void close() throws LifecycleException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } finally {
            log.close();
        }
    }
}
