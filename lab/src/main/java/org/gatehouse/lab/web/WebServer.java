package org.gatehouse.lab.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardEngine;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.core.StandardServer;
import org.apache.catalina.core.StandardService;
import org.apache.catalina.core.StandardWrapper;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.webresources.StandardRoot;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.apache.tomcat.util.http.Rfc6265CookieProcessor;
import org.gatehouse.lab.portal.PortalServlet;
import org.gatehouse.valve.SsoAuthenticator;

/**
 * Tomcat on ports of the loopback interface, with the portal as its only application and the valve before it.
 *
 * <p>It is made of Tomcat's own parts without {@code org.apache.catalina.startup.Tomcat}, which sets system properties
 * and leaves them.
 */
public final class WebServer implements AutoCloseable {
    /** The role that {@code /finance} needs. */
    public static final String FINANCE_ROLE = "finance";

    private final StandardServer server = new StandardServer();
    private final StandardService service = new StandardService();
    private final StandardHost host = new StandardHost();
    private final Gate gate = new Gate();
    private final Path directory;
    private final ClassLoader parent;

    private WebServer(Path directory, String name, ClassLoader parent) {
        this.directory = directory;
        this.parent = parent;
        server.setPort(-1); // no shutdown port
        server.setCatalinaHome(directory.toFile());
        server.setCatalinaBase(directory.toFile());
        service.setName(name);
        server.addService(service);
        StandardEngine engine = new StandardEngine();
        engine.setName(name);
        engine.setService(service);
        engine.setDefaultHost("localhost");
        service.setContainer(engine);
        host.setName("localhost");
        host.setErrorReportValveClass("");
        host.getPipeline().addValve(gate);
        host.getPipeline().addValve(new ErrorPageValve());
        engine.addChild(host);
    }

    /**
     * Starts Tomcat as far as it goes without keytab and port, which takes most of the time.
     *
     * @param directory for Tomcat's files; removing it is the caller's
     * @param name unique in the JVM: MBeans are registered under it
     * @param parent of the application's class loader, which is in charge of its threads while they work for it
     */
    public static WebServer prepare(Path directory, String name, ClassLoader parent) throws IOException {
        Files.createDirectories(directory.resolve("webapps"));
        WebServer server = new WebServer(directory, name, parent);
        try {
            server.server.start();
            return server;
        } catch (LifecycleException e) {
            server.close();
            throw new IOException("Tomcat: " + e.getMessage(), e);
        }
    }

    /**
     * Starts the portal and, when it is ready, the connectors.
     *
     * @throws BindException if a port is in use
     */
    public Site open(Application portal, Connectors ports) throws IOException {
        List<LifecycleListener> ownListeners = List.of(server.findLifecycleListeners());
        StandardContext context = context(portal);
        try {
            host.addChild(context);
        } catch (IllegalStateException e) {
            throw new IOException("portal: " + e.getMessage(), e);
        }
        if (!context.getState().isAvailable()) {
            throw new IOException("The portal does not start; the log says why");
        }
        int httpPort = listen(ports.http());
        int httpsPort = listen(ports.https());
        return new Site(new Site.Parts(server, context, portal.valve(), gate, ownListeners), httpPort, httpsPort);
    }

    /**
     * The portal and what stands before it.
     *
     * @param realm for the form
     */
    public record Application(SsoAuthenticator valve, PortalServlet servlet, PasswordRealm realm) {}

    private int listen(Connector connector) throws IOException {
        try {
            service.addConnector(connector);
        } catch (IllegalArgumentException e) {
            throw asIoException(e);
        }
        return connector.getLocalPort();
    }

    private StandardContext context(Application portal) throws IOException {
        StandardContext context = new StandardContext();
        context.setName("");
        context.setPath("");
        context.setDocBase(Files.createDirectories(directory.resolve("portal")).toString());
        context.setParentClassLoader(parent);
        context.setResources(new PlainRoot(context));
        context.setUseNaming(false);
        context.setSessionTimeout(30);
        context.setManager(inMemory());
        Rfc6265CookieProcessor cookies = new Rfc6265CookieProcessor();
        cookies.setSameSiteCookies("lax");
        context.setCookieProcessor(cookies);
        // Nothing of the application outlives it; looking for leaks needs doors into the JDK that are closed.
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesObjectStreamClassCaches(false);
        context.setClearReferencesThreadLocals(false);
        context.setRenewThreadsWhenStoppingContext(false);
        context.setRealm(portal.realm());
        context.setLoginConfig(new LoginConfig("FORM", null, PortalServlet.LOGIN, PortalServlet.LOGIN_FAILED));
        context.getPipeline().addValve(portal.valve());
        Wrapper wrapper = new StandardWrapper();
        wrapper.setName("portal");
        wrapper.setServletClass(portal.servlet().getClass().getName());
        wrapper.setServlet(portal.servlet());
        context.addChild(wrapper);
        context.addServletMapping("/", "portal", false);
        restrictFinance(context);
        context.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                context.setConfigured(true); // in place of a web.xml
            }
        });
        return context;
    }

    /** To members of a group, by the role that the valve's roles file gives it. */
    private static void restrictFinance(StandardContext context) {
        SecurityCollection collection = new SecurityCollection("Finance", "");
        collection.addPattern(PortalServlet.FINANCE);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.addAuthRole(FINANCE_ROLE);
        context.addConstraint(constraint);
        context.addSecurityRole(FINANCE_ROLE);
        ErrorPage notAllowed = new ErrorPage();
        notAllowed.setErrorCode(HttpServletResponse.SC_FORBIDDEN);
        notAllowed.setLocation(PortalServlet.NOT_ALLOWED);
        context.addErrorPage(notAllowed);
    }

    /** Sessions end with the lab. */
    private static StandardManager inMemory() {
        StandardManager manager = new StandardManager();
        manager.setPathname("");
        return manager;
    }

    private static IOException asIoException(IllegalArgumentException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException inUse) {
                return inUse;
            }
        }
        return new IOException("Tomcat: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            try {
                server.stop();
            } finally {
                server.destroy();
            }
        } catch (LifecycleException e) {
            throw new IOException("Tomcat does not stop: " + e.getMessage(), e);
        }
    }

    private static final class PlainRoot extends StandardRoot {
        PlainRoot(StandardContext context) {
            super(context);
        }

        /** The JVM takes one such factory in its life, and there is no WAR file here to read with it. */
        @Override
        protected void registerURLStreamHandlerFactory() {}
    }
}
