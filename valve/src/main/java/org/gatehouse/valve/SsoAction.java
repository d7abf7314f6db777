package org.gatehouse.valve;

import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;

/** What the small addresses of the valve do, below {@code ssoPath} in each application. */
enum SsoAction {
    /** Switches automatic sign-in off on this device, and leads to what stands in for it. */
    SKIP("skip"),
    /** Leads to what stands in for the automatic sign-in, this time only. */
    GO("go"),
    /** Switches automatic sign-in on again, and leads to the target. */
    RETRY("retry"),
    /** Needs a form sign-in, and leads to the target: so the fragment of the target, which no server sees, is not lost. */
    RETURN("return"),
    /** Shows the ways to sign in. */
    PAGE("page");

    /** The parameter of a link that a user follows; without it, a page has gone on by itself. */
    static final String BY_HAND = "again";

    /** The parameter of a page for those whom a rule sends another way than the valve does. */
    static final String WAY = "way";

    private final String name;

    SsoAction(String name) {
        this.name = name;
    }

    /**
     * What a request asks for. The path is the decoded and normalised one by which Tomcat has chosen the application.
     *
     * @param ssoPath below the context, without a slash at the end
     */
    static Optional<SsoAction> of(Request request, String ssoPath) {
        String path = request.getDecodedRequestURI();
        int start = request.getContext().getPath().length();
        if (path == null || !path.startsWith(ssoPath, start)) {
            return Optional.empty();
        }
        int name = start + ssoPath.length() + 1;
        if (path.length() < name || path.charAt(name - 1) != '/') {
            return Optional.empty();
        }
        for (SsoAction action : values()) {
            if (path.length() - name == action.name.length() && path.startsWith(action.name, name)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }

    /** The address of this action: {@code /shop/gatehouse-sso/skip}. What the client wrote for the context is not repeated. */
    String path(Context context, String ssoPath) {
        return context.getEncodedPath() + ssoPath + "/" + name;
    }
}
