package org.gatehouse.conditions;

import java.util.Optional;

/**
 * The switch that ends all asking.
 *
 * @param line where it stands; 0 if nobody is disabled
 */
record DisabledSwitch(int line) implements Condition {
    @Override
    public RuleKind kind() {
        return RuleKind.DISABLED;
    }

    @Override
    public Optional<Denial> denial(Facts facts) {
        return line == 0
                ? Optional.empty()
                : Optional.of(Denial.of(line, "sign-in is switched off by disabled=\"true\""));
    }

    @Override
    public String reason(Facts facts) {
        return "sign-in is not switched off";
    }
}
