package org.gatehouse.valve;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.juli.logging.Log;
import org.gatehouse.conditions.Conditions;
import org.gatehouse.http.forwarded.TrustedProxies;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.TrustedFiles;

/**
 * Who is asked to sign in, and what becomes of those who are not.
 *
 * @param conditions the rules
 * @param rules what they say of requests
 * @param trustedProxies who is believed about where a request comes from
 * @param pages what users see
 * @param other what stands in for the automatic sign-in
 * @param form the application's own form
 * @param signOut the address that signs users out
 */
record Asking(
        ConditionsWatch conditions,
        RequestConditions rules,
        TrustedProxies trustedProxies,
        SignInPages pages,
        OtherSignIn other,
        FormFallback form,
        SignOut signOut) {
    /**
     * What is around it.
     *
     * @param refusals tells of rules that could not be evaluated to the end
     */
    record Surroundings(Context context, InstantSource clock, Log log, RefusalLog refusals, FormSignIn form) {}

    /** The rules at this moment. */
    Conditions rulesInForce() {
        return conditions.inForce().conditions();
    }

    /** Looks at the files once. */
    void look() {
        conditions.look();
        pages.look();
    }

    /** Looks at those files once that may have changed. */
    void lookIfChanged() {
        conditions.lookIfChanged();
        pages.look();
    }

    /**
     * As the settings say.
     *
     * @param trusted reads only files that belong to someone who is trusted
     * @param keytabHosts the host names that the service has keys for at the moment, in lower case
     */
    static Asking of(
            Settings settings, TrustedFiles trusted, Supplier<Set<String>> keytabHosts, Surroundings surroundings) {
        Context context = surroundings.context();
        ConditionsWatch conditions = new ConditionsWatch(
                settings.asking().conditions(),
                trusted,
                new ConditionsWatch.RuleContext(context, keytabHosts),
                surroundings.log());
        SignInPages pages = new SignInPages(
                settings.fallback(),
                Optional.ofNullable(context.getDisplayName()).orElse(""),
                trusted,
                surroundings);
        FormFallback form = new FormFallback(
                context, settings.fallback().kind(), conditions, surroundings.form(), surroundings.log());
        OtherSignIn other = new OtherSignIn(
                context, settings.fallback(), conditions, pages, form, new FallbackTrouble(surroundings.log()));
        return new Asking(
                conditions,
                new RequestConditions(conditions, surroundings.refusals(), surroundings.log()),
                settings.asking().trustedProxies(),
                pages,
                other,
                form,
                new SignOut(context, settings.fallback(), other, pages));
    }
}
