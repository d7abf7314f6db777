package org.gatehouse.valve;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContext;
import org.apache.catalina.Context;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/**
 * A provider of Jakarta Authentication (JASPIC). Where one is registered for an application, Tomcat asks it instead of the
 * authenticator, and tells it whether a constraint protects the request; of what a valve covers it knows nothing.
 */
final class JakartaAuthentication {
    /** What a request gets that must not be left to a provider. */
    static final Failure FAILURE = new Failure(
            FailureCode.ANOTHER_AUTHENTICATION,
            "a Jakarta Authentication provider is registered for the application, and Tomcat asks that one instead of"
                    + " this valve.",
            "Remove the provider (conf/jaspic-providers.xml, or a library of the application that registers one), or set"
                    + " protect=\"constraints\" to leave the application to it.");

    private JakartaAuthentication() {}

    /** The key of the look-up is the one that Tomcat makes when the authenticator starts. */
    static boolean isRegistered(Context context) {
        ServletContext application = context.getServletContext();
        String id = application.getVirtualServerName() + " " + application.getContextPath();
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        return factory != null && factory.getConfigProvider("HttpServlet", id, null) != null;
    }
}
