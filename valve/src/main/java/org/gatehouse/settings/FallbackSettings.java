package org.gatehouse.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.conditions.FallbackKind;

/**
 * What becomes of clients that are not asked to sign in, or whose sign-in did not work.
 *
 * @param kind where no rule of the conditions says otherwise
 * @param location of the other sign-in: a path of this server, or an absolute URL; there if {@code kind} is a redirect
 * @param ssoPath below the application's own path; under it are the valve's own URLs
 * @param optOutTime for how long a browser that opted out is not asked
 * @param optOutPath of the cookie; empty for the application's own path
 * @param siteName how the page calls the site; empty for the application's display name
 * @param helpUrl where users find help, {@code http}, {@code https} or {@code mailto}
 * @param helpText what the page says of help
 * @param pageTemplate path of the file that replaces the page, as it was written
 * @param pageTexts path of the file with other texts for the page, as it was written
 * @param returnHosts in lower case, with a port where one was written: where a user may be sent apart from this server
 * @param logoutPath below the application's own path; empty if there is none
 * @param postLimit in bytes: larger bodies are not kept over a sign-in
 */
public record FallbackSettings(
        FallbackKind kind,
        Optional<String> location,
        String ssoPath,
        Duration optOutTime,
        Optional<String> optOutPath,
        Optional<String> siteName,
        Optional<String> helpUrl,
        Optional<String> helpText,
        Optional<String> pageTemplate,
        Optional<String> pageTexts,
        Set<String> returnHosts,
        Optional<String> logoutPath,
        int postLimit) {
    public FallbackSettings {
        returnHosts = Set.copyOf(returnHosts);
    }

    /** For the banner; empty if nothing was chosen: {@code fallback: redirect to /login · sign-out at /logout}. */
    public String description() {
        List<String> parts = new ArrayList<>();
        if (kind != FallbackKind.NONE || location.isPresent()) {
            parts.add("fallback: " + kind.attributeValue()
                    + location.map(to -> " to " + to).orElse(""));
        }
        logoutPath.ifPresent(path -> parts.add("sign-out at " + path));
        return String.join(" · ", parts);
    }
}
