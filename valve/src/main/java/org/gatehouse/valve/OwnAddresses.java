package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Request;

/** The valve's own addresses: those below {@code ssoPath}, and {@code logoutPath}. */
final class OwnAddresses {
    private OwnAddresses() {}

    /** Answers a request for one of them; returns whether it was one. */
    static boolean answer(Request request, SignInAttempt attempt) throws IOException, ServletException {
        Asking asking = attempt.asking();
        Optional<SsoAction> action = asking.other().action(request);
        if (action.isPresent()) {
            asking.other().answer(request, action.get(), attempt.view());
            return true;
        }
        if (asking.signOut().isAsked(request)) {
            asking.signOut().answer(request, attempt.view());
            return true;
        }
        return false;
    }
}
