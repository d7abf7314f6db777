package org.gatehouse.conditions;

import java.util.Optional;

/**
 * The cookie by which a browser says that it does not want to be asked. The valve's own page sets it.
 *
 * @param value which the cookie must have
 * @param line 0 if no file names it
 */
public record OptOutCookie(String name, String value, int line) implements Condition {
    /** Unless a file names another one. */
    public static final OptOutCookie STANDARD = new OptOutCookie("GatehouseNoSso", "1", 0);

    @Override
    public RuleKind kind() {
        return RuleKind.OPT_OUT;
    }

    @Override
    public Optional<Denial> denial(Facts facts) {
        return facts.hasCookie(name, value)
                ? Optional.of(Denial.of(line, "the cookie " + name + "=" + value + " is there"))
                : Optional.empty();
    }

    @Override
    public String reason(Facts facts) {
        return "the cookie " + name + "=" + value + " is not there";
    }
}
