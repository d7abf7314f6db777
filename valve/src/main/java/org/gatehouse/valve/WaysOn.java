package org.gatehouse.valve;

import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.util.SessionConfig;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.fallback.Continuation;
import org.gatehouse.fallback.PageLinks;
import org.gatehouse.fallback.ReturnHosts;
import org.gatehouse.fallback.ReturnTarget;
import org.gatehouse.fallback.Situation;

/** Where the reader of a page can go on from there, and how they come back to what they wanted. */
final class WaysOn {
    /** A path parameter with the session, which no other site may learn. */
    private final String sessionParameter;

    private final Request request;
    private final Context context;
    private final Routes routes;
    private final ReturnHosts hosts;
    private final SsoCookies cookies;
    private final boolean isSignInPage;

    /**
     * For one request.
     *
     * @param hosts where the user may be sent, with that of the request
     * @param isSignInPage whether the request is for the other sign-in itself, where nobody wants to come back to
     */
    WaysOn(Request request, Routes routes, ReturnHosts hosts, SsoCookies cookies, boolean isSignInPage) {
        this.isSignInPage = isSignInPage;
        this.request = request;
        this.context = request.getContext();
        this.sessionParameter = ";" + SessionConfig.getSessionUriParamName(context) + "=";
        this.routes = routes;
        this.hosts = hosts;
        this.cookies = cookies;
    }

    /**
     * What is the same for all requests.
     *
     * @param ssoPath of the valve's own addresses, below the application's
     * @param ofValve the other sign-in that the valve names
     */
    record Routes(String ssoPath, FallbackKind ofValve) {}

    /**
     * What the reader meets, with links.
     *
     * @param situation another one than was asked for, if the user has come back from the other sign-in
     */
    record Signpost(Situation situation, PageLinks links) {}

    /** The ways on from this request, whose user is not signed in. */
    Signpost from(Situation situation, FallbackKind kind) {
        ReturnTarget target = isSignInPage ? root() : wanted();
        boolean isLoop = isSignInPage || cookies.hasComeBack(request, target);
        if (kind == FallbackKind.REDIRECT && goesOn(situation) && isLoop) {
            return new Signpost(Situation.CAME_BACK, links(Situation.CAME_BACK, kind, target));
        }
        return new Signpost(situation, links(situation, kind, target));
    }

    /** The ways on, with another target than what the request wants. */
    PageLinks links(Situation situation, FallbackKind kind, ReturnTarget target) {
        return switch (situation) {
            case ASKED, REFUSED, NTLM -> goingOn(kind, SsoAction.SKIP, target).withTryAgain(PageLinks.SAME_ADDRESS);
            case UNAVAILABLE -> goingOn(kind, SsoAction.GO, target).withTryAgain(PageLinks.SAME_ADDRESS);
            case NOT_ASKED -> goingOn(kind, SsoAction.GO, target);
            case OPTED_OUT -> goingOn(kind, SsoAction.GO, target).withAutomaticSignIn(link(SsoAction.RETRY, target));
            case CAME_BACK -> choice(kind, SsoAction.GO, target);
            case CHOOSE -> choice(kind, SsoAction.SKIP, target);
            case SIGNED_OUT -> choice(kind, SsoAction.GO, target);
            case SIGN_OUT -> PageLinks.NONE;
        };
    }

    private static boolean goesOn(Situation situation) {
        return switch (situation) {
            case ASKED, REFUSED, NTLM, UNAVAILABLE, NOT_ASKED, OPTED_OUT -> true;
            case CAME_BACK, CHOOSE, SIGNED_OUT, SIGN_OUT -> false;
        };
    }

    private PageLinks goingOn(FallbackKind kind, SsoAction action, ReturnTarget target) {
        return switch (kind) {
            case NONE -> PageLinks.NONE;
            case REDIRECT -> goingOn(action, target);
            case FORM -> goingOn(toForm(action), target);
        };
    }

    private PageLinks goingOn(SsoAction action, ReturnTarget target) {
        return PageLinks.NONE
                .withOnward(new Continuation(link(action, target)))
                .withOtherSignIn(byHand(action, target));
    }

    private PageLinks choice(FallbackKind kind, SsoAction action, ReturnTarget target) {
        PageLinks links = PageLinks.NONE.withAutomaticSignIn(link(SsoAction.RETRY, target));
        return switch (kind) {
            case NONE -> links;
            case REDIRECT -> links.withOtherSignIn(byHand(action, target));
            case FORM -> links.withOtherSignIn(byHand(toForm(action), target));
        };
    }

    /** The form needs no way to it: it asks anyone who wants to return. */
    private static SsoAction toForm(SsoAction action) {
        return action == SsoAction.GO ? SsoAction.RETURN : action;
    }

    private String link(SsoAction action, ReturnTarget target) {
        return action.path(context, routes.ssoPath()) + "?" + way(action) + "return=" + target.encoded();
    }

    /** A user who follows a link is not in a loop. */
    private String byHand(SsoAction action, ReturnTarget target) {
        return action.path(context, routes.ssoPath()) + "?" + way(action) + SsoAction.BY_HAND + "=1&return="
                + target.encoded();
    }

    /** Only a redirect goes this way; the valve's own one needs no name. */
    private String way(SsoAction action) {
        return action == SsoAction.GO && routes.ofValve() != FallbackKind.REDIRECT
                ? SsoAction.WAY + "=" + FallbackKind.REDIRECT.attributeValue() + "&"
                : "";
    }

    /** What the request wants; what is not asked for by GET is where it was asked for. */
    private ReturnTarget wanted() {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            String query = request.getQueryString();
            return target(withoutSession(request.getRequestURI()) + (query == null ? "" : "?" + query));
        }
        return Optional.ofNullable(request.getHeader("Referer"))
                .flatMap(referer -> ReturnTarget.parse(withoutSession(referer), hosts))
                .orElseGet(this::root);
    }

    /** The target that a client names, or the application's front page. */
    ReturnTarget target(String named) {
        return ReturnTarget.parse(named, hosts).orElseGet(this::root);
    }

    ReturnTarget root() {
        return ReturnTarget.parse(context.getEncodedPath() + "/", hosts)
                .orElseThrow(() -> new IllegalStateException("An application's own path is a target"));
    }

    /** An address can name the session any number of times. */
    private String withoutSession(String address) {
        StringBuilder without = new StringBuilder(address.length());
        int from = 0;
        int start = address.indexOf(sessionParameter);
        while (start >= 0) {
            without.append(address, from, start);
            from = start + 1;
            while (from < address.length() && ";/?#".indexOf(address.charAt(from)) < 0) {
                from++;
            }
            start = address.indexOf(sessionParameter, from);
        }
        return without.append(address, from, address.length()).toString();
    }
}
