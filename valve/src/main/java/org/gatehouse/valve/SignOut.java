package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.fallback.PageFacts;
import org.gatehouse.fallback.PageLinks;
import org.gatehouse.fallback.Situation;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.settings.FallbackSettings;

/**
 * The address that signs users out, and keeps them out: without the opt-out, the next request would sign them in again. A GET
 * only asks, so that no link and no image of another site signs anyone out.
 */
final class SignOut {
    private final Context context;
    private final FallbackSettings settings;
    private final OtherSignIn other;
    private final SignInPages pages;

    SignOut(Context context, FallbackSettings settings, OtherSignIn other, SignInPages pages) {
        this.context = context;
        this.settings = settings;
        this.other = other;
        this.pages = pages;
    }

    /** Whether the request is for this address, by the path that Tomcat has chosen the application by. */
    boolean isAsked(Request request) {
        return settings.logoutPath()
                .filter(path -> (context.getPath() + path).equals(request.getDecodedRequestURI()))
                .isPresent();
    }

    void answer(Request request, ClientView view) throws IOException, ServletException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> ask(request, view, HttpServletResponse.SC_OK);
            case "POST" -> {
                if (SameOrigin.isKnown(request, view.site())) {
                    signOut(request, view);
                } else {
                    ask(request, view, HttpServletResponse.SC_FORBIDDEN);
                }
            }
            default -> Answers.methodNotAllowed(request, "GET, HEAD, POST");
        }
    }

    private void ask(Request request, ClientView view, int status) throws IOException {
        String back = other.ways(request, view).root().location();
        request.getResponse().setStatus(status);
        pages.write(
                request,
                PageFacts.of(
                        Situation.SIGN_OUT,
                        PageLinks.NONE
                                .withSignOutAction(context.getEncodedPath()
                                        + settings.logoutPath().orElseThrow())
                                .withBack(back)));
    }

    private void signOut(Request request, ClientView view) throws IOException, ServletException {
        request.logout();
        Session session = request.getSessionInternal(false);
        if (session != null) {
            session.expire();
        }
        other.cookies(view).optOut(request, settings.optOutTime());
        WaysOn ways = other.ways(request, view);
        FallbackKind kind = other.kind(Optional.empty());
        request.getResponse().setStatus(HttpServletResponse.SC_OK);
        pages.write(
                request,
                PageFacts.of(Situation.SIGNED_OUT, ways.links(Situation.SIGNED_OUT, kind, ways.root()))
                        .withOptOut(settings.optOutTime()));
    }
}
