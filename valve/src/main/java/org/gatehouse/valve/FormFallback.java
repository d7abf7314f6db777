package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.failure.Failure;

/** When the form takes the place of a sign-in with a ticket. */
final class FormFallback {
    private static final Set<String> OF_BROWSERS = Set.of("GET", "HEAD", "POST");

    private final Context context;
    private final ValveRun run;
    private final FormSignIn form;
    private final Log log;
    private final AtomicBoolean isTold = new AtomicBoolean();

    FormFallback(Context context, ValveRun run, FormSignIn form, Log log) {
        this.context = context;
        this.run = run;
        this.form = form;
        this.log = log;
    }

    FormSignIn form() {
        return form;
    }

    void end() {
        form.end();
    }

    /** Whether anyone can sign in by the form: without that, passwords are no way in. */
    boolean isOffered() {
        return (ofValve() == FallbackKind.FORM
                        || run.conditions().conditions().namedFallbacks().contains(FallbackKind.FORM))
                && hasPages();
    }

    /** Whether the request brings name and password to the form. */
    boolean isLoginAction(Request request) {
        return form.isLoginAction(request) && isOffered();
    }

    /** Makes of the request that returns from the form the one that it was before; answers it if that cannot be. */
    boolean restores(Request request, HttpServletResponse response) throws IOException {
        return !form.isReturning(request) || form.authenticate(request, response);
    }

    /** Whether someone who is not asked gets the form. Programs do not: they could not fill it in. */
    boolean answers(Decision.Skip skip, Request request) {
        return skip.denial().fallback().orElse(ofValve()) == FallbackKind.FORM && isBrowser(request) && hasPages();
    }

    private FallbackKind ofValve() {
        return run.parts().base().settings().fallback().kind();
    }

    /** A rule may have come into force that names a form which is not there. */
    private boolean hasPages() {
        Optional<Failure> problem = FormPages.problem(context);
        if (problem.isPresent() && isTold.compareAndSet(false, true)) {
            log.error(problem.get());
        }
        return problem.isEmpty();
    }

    private static boolean isBrowser(Request request) {
        String accept = request.getHeader("Accept");
        String mode = request.getHeader("Sec-Fetch-Mode");
        return OF_BROWSERS.contains(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && (mode == null || mode.equals("navigate"))
                && request.getHeader("X-Requested-With") == null
                && !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    }
}
