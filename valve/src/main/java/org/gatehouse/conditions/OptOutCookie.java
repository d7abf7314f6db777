package org.gatehouse.conditions;

import java.util.Optional;

/**
 * The cookie by which a browser says that it does not want to be asked.
 *
 * @param name empty if there is no such cookie
 * @param value which the cookie must have
 */
record OptOutCookie(String name, String value, int line) implements Condition {
    static final OptOutCookie NONE = new OptOutCookie("", "", 0);

    @Override
    public RuleKind kind() {
        return RuleKind.OPT_OUT;
    }

    @Override
    public Optional<Denial> denial(Facts facts) {
        return !name.isEmpty() && facts.hasCookie(name, value)
                ? Optional.of(Denial.of(line, "the cookie " + name + "=" + value + " is there"))
                : Optional.empty();
    }

    @Override
    public String reason(Facts facts) {
        return name.isEmpty()
                ? "no opt-out cookie is configured"
                : "the cookie " + name + "=" + value + " is not there";
    }
}
