package org.gatehouse.conditions;

import java.util.Optional;

/** A step of the decision. Each is asked only if those before it did not say no. */
public sealed interface Condition
        permits DisabledSwitch, OptOutCookie, AddressCondition, HostCondition, UrlCondition, BrowserCondition {
    /** Which step it is. */
    RuleKind kind();

    /** Why the client is not to be asked; empty if this step has nothing against it. */
    Optional<Denial> denial(Facts facts);

    /** Why this step has nothing against it, half a sentence, for a request that it does not deny. */
    String reason(Facts facts);

    /** Whether it lets clients be asked at some of the server's names only. */
    default boolean restrictsHosts() {
        return false;
    }
}
