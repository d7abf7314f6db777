package org.gatehouse.valve;

import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/** The pages of an application's {@code form-login-config}. What its {@code auth-method} is does not matter. */
final class FormPages {
    private FormPages() {}

    /** What is missing; empty if there is a form to sign in with, and a page for a wrong password. */
    static Optional<Failure> problem(Context context) {
        LoginConfig config = context.getLoginConfig();
        if (config != null && isPage(config.getLoginPage()) && isPage(config.getErrorPage())) {
            return Optional.empty();
        }
        return Optional.of(new Failure(
                FailureCode.NO_LOGIN_FORM,
                "fallback: \"form\" is the form of the application's own <form-login-config>, and the application "
                        + ApplicationName.of(context) + " has none.",
                "Add to its web.xml: <login-config><auth-method>FORM</auth-method><form-login-config>"
                        + "<form-login-page>/login.html</form-login-page>"
                        + "<form-error-page>/login-error.html</form-error-page></form-login-config></login-config>. Or"
                        + " choose another fallback."));
    }

    /** Whether a path is one of them. */
    static boolean contain(Context context, String path) {
        LoginConfig config = context.getLoginConfig();
        return config != null
                && (path.equals(context.getPath() + config.getLoginPage())
                        || path.equals(context.getPath() + config.getErrorPage()));
    }

    private static boolean isPage(String path) {
        return path != null && path.startsWith("/");
    }
}
