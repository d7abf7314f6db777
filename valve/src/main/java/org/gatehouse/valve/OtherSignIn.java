package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.gatehouse.conditions.Decision;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.fallback.FallbackUrl;
import org.gatehouse.fallback.PageFacts;
import org.gatehouse.fallback.ReturnHosts;
import org.gatehouse.fallback.ReturnTarget;
import org.gatehouse.fallback.Situation;
import org.gatehouse.http.forwarded.ClientView;
import org.gatehouse.settings.FallbackSettings;

/**
 * What stands in for the automatic sign-in, and the small addresses of the valve that lead to it. It is made once, and knows
 * nothing of single requests.
 */
final class OtherSignIn {
    /** Browsers keep no cookie for longer. */
    private static final Duration FOR_THIS_DEVICE = Duration.ofDays(400);

    private final Context context;
    private final FallbackSettings settings;
    private final ConditionsWatch conditions;
    private final SignInPages pages;
    private final ReturnHosts returnHosts;
    private final FormFallback form;
    private final FallbackTrouble trouble;

    OtherSignIn(
            Context context,
            FallbackSettings settings,
            ConditionsWatch conditions,
            SignInPages pages,
            FormFallback form,
            FallbackTrouble trouble) {
        this.context = context;
        this.settings = settings;
        this.conditions = conditions;
        this.pages = pages;
        this.returnHosts = ReturnHosts.of(settings.returnHosts());
        this.form = form;
        this.trouble = trouble;
    }

    /** What stands in: what a rule names, or else the valve's attribute; nothing, where what it needs is not there. */
    FallbackKind kind(Optional<FallbackKind> ofRule) {
        FallbackKind wanted = ofRule.orElse(settings.kind());
        boolean isThere = switch (wanted) {
            case NONE -> true;
            case REDIRECT -> hasLocation();
            case FORM -> form.hasPages();
        };
        return isThere ? wanted : FallbackKind.NONE;
    }

    private boolean hasLocation() {
        if (settings.location().isEmpty()) {
            trouble.noLocation();
        }
        return settings.location().isPresent();
    }

    /** For the page of a request. */
    Guide guide(Request request, ClientView view) {
        WaysOn ways = ways(request, view);
        return new Guide(pages.renderer(), (situation, ofRule) -> ways.from(situation, kind(ofRule)), pages.clock());
    }

    /** The ways on from a request. */
    WaysOn ways(Request request, ClientView view) {
        return new WaysOn(
                request,
                new WaysOn.Routes(settings.ssoPath(), settings.kind()),
                returnHosts.with(view.site().host(), view.site().port()),
                cookies(view),
                isSignInPage(request));
    }

    private boolean isSignInPage(Request request) {
        String path = Optional.ofNullable(request.getDecodedRequestURI()).orElse("");
        boolean isLocation = settings.location()
                .filter(location -> location.equals(path) || location.startsWith(path + "?"))
                .isPresent();
        if (isLocation) {
            trouble.needsSignIn(path);
        }
        return isLocation || form.isOwnPage(path);
    }

    /** The cookies, with the name that the conditions in force have for the opt-out. */
    SsoCookies cookies(ClientView view) {
        return new SsoCookies(
                conditions.inForce().conditions().optOut(),
                settings.optOutPath().orElseGet(this::contextPath),
                view.site().isSecure());
    }

    private String contextPath() {
        String path = context.getEncodedPath();
        return path.isEmpty() ? "/" : path;
    }

    /** Which of the small addresses the request asks for. */
    Optional<SsoAction> action(Request request) {
        return SsoAction.of(request, settings.ssoPath());
    }

    /**
     * Whether the form is the answer to a request that is not asked. It keeps what was sent; a request without a body gets the
     * page first, which knows the fragment of its address.
     */
    boolean isFormAtOnce(Decision.Skip skip, Request request) {
        return kind(skip.denial().fallback()) == FallbackKind.FORM
                && request.getMethod().equals("POST")
                && Audience.of(request) == Audience.PERSON;
    }

    /** Answers a request for one of the small addresses. */
    void answer(Request request, SsoAction action, ClientView view) throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            Answers.methodNotAllowed(request, "GET, HEAD");
            return;
        }
        WaysOn ways = ways(request, view);
        ReturnTarget target = ways.target(parameter(request, "return").orElse(""));
        switch (action) {
            case SKIP -> {
                boolean always =
                        parameter(request, "device").filter("1"::equals).isPresent();
                cookies(view).optOut(request, always ? FOR_THIS_DEVICE : settings.optOutTime());
                leadOn(request, optOutKind(), target, view);
            }
            case GO -> leadOn(request, goKind(request), target, view);
            case RETRY -> {
                cookies(view).clear(request);
                Answers.redirect(request, target.location());
            }
            case RETURN -> comeBack(request, target);
            case PAGE -> choose(request, ways, target);
        }
    }

    /** What the valve names; a page whose rule names a redirect instead says so. */
    private FallbackKind goKind(Request request) {
        boolean asksForRedirect = parameter(request, SsoAction.WAY)
                .filter(FallbackKind.REDIRECT.attributeValue()::equals)
                .isPresent();
        return asksForRedirect && settings.location().isPresent() ? FallbackKind.REDIRECT : kind(Optional.empty());
    }

    /** Tomcat 11 throws where a query cannot be read, and Tomcat 10 passes over what cannot. */
    private static Optional<String> parameter(Request request, String name) {
        try {
            return Optional.ofNullable(request.getParameter(name));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private FallbackKind optOutKind() {
        return kind(conditions.inForce().conditions().optOutFallback());
    }

    private void leadOn(Request request, FallbackKind kind, ReturnTarget target, ClientView view) throws IOException {
        switch (kind) {
            case NONE -> Answers.redirect(request, target.location());
            case FORM ->
                Answers.redirect(
                        request, SsoAction.RETURN.path(context, settings.ssoPath()) + "?return=" + target.encoded());
            case REDIRECT -> {
                SsoCookies cookies = cookies(view);
                if (parameter(request, SsoAction.BY_HAND).isEmpty()) {
                    cookies.countTrip(request, target);
                } else {
                    cookies.forgetTrips(request);
                }
                Answers.redirect(
                        request,
                        FallbackUrl.of(settings.location().orElseThrow()).to(target));
            }
        }
    }

    private void comeBack(Request request, ReturnTarget target) throws IOException {
        if (isKnown(request)) {
            Answers.redirect(request, target.location());
        } else if (!form.isOffered() || Audience.of(request) != Audience.PERSON) {
            Answers.redirect(request, SsoAction.PAGE.path(context, settings.ssoPath()) + "?return=" + target.encoded());
        } else if (form.form().authenticate(request, request.getResponse())) {
            Answers.redirect(request, target.location());
        }
    }

    private static boolean isKnown(Request request) {
        Session session = request.getSessionInternal(false);
        return request.getPrincipal() != null || (session != null && session.getPrincipal() != null);
    }

    private void choose(Request request, WaysOn ways, ReturnTarget target) throws IOException {
        Response response = request.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        pages.write(
                request, PageFacts.of(Situation.CHOOSE, ways.links(Situation.CHOOSE, kind(Optional.empty()), target)));
    }
}
