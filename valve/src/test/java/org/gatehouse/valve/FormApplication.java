package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.MessageDigestCredentialHandler;
import org.apache.catalina.realm.RealmBase;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.jspecify.annotations.Nullable;

/** An application with a form to sign in by, and a Tomcat with the valve around it. */
final class FormApplication {
    static final String PASSWORD = "Wonderland1!\u00e4";

    /** Browsers that call themselves Form are not asked. */
    static final String RULES = "<conditions><browsers><deny>Form</deny></browsers></conditions>";

    private FormApplication() {}

    static TestTomcat started(Path directory) throws Exception {
        return started(directory, valve -> {}, context -> {});
    }

    static TestTomcat started(Path directory, Consumer<SsoAuthenticator> valve, Consumer<Context> application)
            throws Exception {
        Files.writeString(directory.resolve("conditions.xml"), RULES);
        return TestTomcat.started(
                directory,
                configured -> {
                    configured.setConditions("conditions.xml");
                    configured.setFallback("form");
                    valve.accept(configured);
                },
                context -> {
                    change(context);
                    application.accept(context);
                });
    }

    /** With pages, a realm with alice and bob, and a servlet that tells what it has been asked. */
    static void change(Context context) {
        LoginConfig config = new LoginConfig("FORM", null, "/login", "/wrong");
        context.setLoginConfig(config);
        context.setRealm(new Users());
        servlet(context, "login", "/login", new Page("Please sign in"));
        servlet(context, "wrong", "/wrong", new Page("Wrong password"));
        servlet(context, "app", "/app/*", new Echo());
    }

    private static void servlet(Context context, String name, String pattern, HttpServlet servlet) {
        Tomcat.addServlet(context, name, servlet);
        context.addServletMappingDecoded(pattern, name);
    }

    /** Of Tomcat's kind: passwords as {@code tomcat-users.xml} has them. */
    private static final class Users extends RealmBase {
        Users() {
            setCredentialHandler(new MessageDigestCredentialHandler());
        }

        @Override
        protected @Nullable String getPassword(String username) {
            return username.equals("alice") || username.equals("bob") ? PASSWORD : null;
        }

        @Override
        protected @Nullable Principal getPrincipal(String username) {
            return getPassword(username) == null
                    ? null
                    : new GenericPrincipal(username, List.of(username.equals("alice") ? "writer" : "reader"));
        }
    }

    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final String text;

        Page(String text) {
            this.text = text;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/html");
            response.getWriter().print(text);
        }
    }

    /** {@code POST /app/a?b=c by alice (FORM): body}; {@code /app/login} and {@code /app/logout} do so. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            String field = request.getParameter("field");
            byte[] body = request.getInputStream().readAllBytes();
            if (request.getRequestURI().endsWith("/app/login")) {
                request.login("alice", PASSWORD);
            } else if (request.getRequestURI().endsWith("/app/logout")) {
                request.logout();
            }
            response.setCharacterEncoding("UTF-8");
            response.getWriter()
                    .print(request.getMethod() + " " + request.getRequestURI()
                            + Optional.ofNullable(request.getQueryString())
                                    .map(query -> "?" + query)
                                    .orElse("")
                            + " by " + request.getRemoteUser() + " (" + request.getAuthType() + ")"
                            + (field == null ? "" : ": field " + (field.length() > 99 ? field.length() : field))
                            + (body.length == 0 ? "" : ": body " + new String(body, StandardCharsets.UTF_8))
                            + ", " + request.getSession().getMaxInactiveInterval() + " s");
        }
    }
}
