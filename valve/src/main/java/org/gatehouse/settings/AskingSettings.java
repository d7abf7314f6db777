package org.gatehouse.settings;

import java.util.Optional;
import org.gatehouse.http.forwarded.TrustedProxies;

/**
 * Who is asked to sign in at all.
 *
 * @param conditions path of the file with the rules, as it was written; empty if there is none
 * @param trustedProxies whose headers say which client a request comes from
 */
public record AskingSettings(Optional<String> conditions, TrustedProxies trustedProxies) {}
