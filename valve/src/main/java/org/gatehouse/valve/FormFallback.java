package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.failure.Failure;

/** When the form takes the place of a sign-in with a ticket. */
final class FormFallback {
    private final Context context;
    private final FallbackKind ofValve;
    private final ConditionsWatch conditions;
    private final FormSignIn form;
    private final Log log;
    private final AtomicBoolean isTold = new AtomicBoolean();

    /**
     * Of one application.
     *
     * @param ofValve where no rule says otherwise
     */
    FormFallback(Context context, FallbackKind ofValve, ConditionsWatch conditions, FormSignIn form, Log log) {
        this.context = context;
        this.ofValve = ofValve;
        this.conditions = conditions;
        this.form = form;
        this.log = log;
    }

    FormSignIn form() {
        return form;
    }

    /** Whether anyone can sign in by the form: without that, passwords are no way in. */
    boolean isOffered() {
        return isWanted() && hasPages();
    }

    /** Whether the valve's attribute or one of the rules in force names the form. */
    boolean isWanted() {
        return ofValve == FallbackKind.FORM
                || conditions.inForce().conditions().namedFallbacks().contains(FallbackKind.FORM);
    }

    /** Whether the request brings name and password to the form. */
    boolean isLoginAction(Request request) {
        return form.isLoginAction(request) && isOffered();
    }

    /** Makes of the request that returns from the form the one that it was before; answers it if that cannot be. */
    boolean restores(Request request, HttpServletResponse response) throws IOException {
        return !form.isReturning(request) || form.authenticate(request, response);
    }

    /** Whether a path is that of the form, or of the page for a wrong password. */
    boolean isOwnPage(String path) {
        return isWanted() && FormPages.contain(context, path);
    }

    /** A rule may have come into force that names a form which is not there. */
    boolean hasPages() {
        Optional<Failure> problem = FormPages.problem(context);
        if (problem.isPresent() && isTold.compareAndSet(false, true)) {
            log.error(problem.get());
        }
        return problem.isEmpty();
    }
}
