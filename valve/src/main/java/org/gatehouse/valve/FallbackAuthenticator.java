package org.gatehouse.valve;

import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.gatehouse.settings.AskingAttributes;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.FallbackAttributes;

/** The attributes of {@link SsoAuthenticator} that say who is asked to sign in, and what all others get. */
public abstract sealed class FallbackAuthenticator extends AuthenticatorBase permits ConfiguredAuthenticator {
    private final Map<Attribute<?>, String> attributes = new HashMap<>();

    FallbackAuthenticator() {}

    /** What was written, as it was written. */
    final Map<Attribute<?>, String> attributes() {
        return attributes;
    }

    /** The file that says which requests are asked to sign in, and what is open; a relative path is one below {@code catalina.base}. */
    public void setConditions(String conditions) {
        attributes.put(AskingAttributes.CONDITIONS, conditions);
    }

    /** The proxies whose {@code Forwarded} and {@code X-Forwarded-} headers are believed: none unless set otherwise. */
    public void setTrustedProxies(String trustedProxies) {
        attributes.put(AskingAttributes.TRUSTED_PROXIES, trustedProxies);
    }

    /**
     * The other way to sign in, for clients that are not asked or whose sign-in did not work: {@code none} unless set otherwise;
     * {@code redirect} to {@link #setFallbackLocation}; {@code form}, that of the application's {@code login-config}.
     */
    public void setFallback(String fallback) {
        attributes.put(FallbackAttributes.FALLBACK, fallback);
    }

    /** Where a redirect leads: a path of this server, or an absolute URL. */
    public void setFallbackLocation(String fallbackLocation) {
        attributes.put(FallbackAttributes.FALLBACK_LOCATION, fallbackLocation);
    }

    /** The path of the valve's own URLs, below the application's: {@code /gatehouse-sso} unless set otherwise. */
    public void setSsoPath(String ssoPath) {
        attributes.put(FallbackAttributes.SSO_PATH, ssoPath);
    }

    /** For how long a browser whose user chose another sign-in is not asked, in seconds: 28800 unless set otherwise. */
    public void setOptOutSeconds(String optOutSeconds) {
        attributes.put(FallbackAttributes.OPT_OUT_SECONDS, optOutSeconds);
    }

    /** The path of the opt-out cookie: the application's own unless set otherwise. */
    public void setOptOutPath(String optOutPath) {
        attributes.put(FallbackAttributes.OPT_OUT_PATH, optOutPath);
    }

    /** How the valve's pages call the site: by the application's {@code display-name} unless set otherwise. */
    public void setSiteName(String siteName) {
        attributes.put(FallbackAttributes.SITE_NAME, siteName);
    }

    /** Where users find help: a URL with {@code https}, {@code http} or {@code mailto}. */
    public void setHelpUrl(String helpUrl) {
        attributes.put(FallbackAttributes.HELP_URL, helpUrl);
    }

    /** What the valve's pages say of help. */
    public void setHelpText(String helpText) {
        attributes.put(FallbackAttributes.HELP_TEXT, helpText);
    }

    /** The file of HTML that takes the place of the valve's page; a relative path is one below {@code catalina.base}. */
    public void setPageTemplate(String pageTemplate) {
        attributes.put(FallbackAttributes.PAGE_TEMPLATE, pageTemplate);
    }

    /** The file with other texts for the valve's pages; a relative path is one below {@code catalina.base}. */
    public void setPageTexts(String pageTexts) {
        attributes.put(FallbackAttributes.PAGE_TEXTS, pageTexts);
    }

    /** The hosts other than that of the request to which a user may return, separated by spaces or commas. */
    public void setReturnHosts(String returnHosts) {
        attributes.put(FallbackAttributes.RETURN_HOSTS, returnHosts);
    }

    /** The path of the valve's page to sign out, below the application's: none unless set otherwise. */
    public void setLogoutPath(String logoutPath) {
        attributes.put(FallbackAttributes.LOGOUT_PATH, logoutPath);
    }

    /** How large the body of a request may be that is kept while its user signs in, in bytes: 65536 unless set otherwise. */
    public void setPostLimit(String postLimit) {
        attributes.put(FallbackAttributes.POST_LIMIT, postLimit);
    }
}
