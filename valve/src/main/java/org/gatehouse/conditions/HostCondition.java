package org.gatehouse.conditions;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Printable;

/**
 * By which of the server's names clients are asked.
 *
 * @param names in lower case, at the moment: those of a keytab change with it; empty if any name will do
 * @param line where the list begins
 */
record HostCondition(Optional<Supplier<Set<String>>> names, int line) implements Condition {
    static final HostCondition NONE = new HostCondition(Optional.empty(), 0);

    @Override
    public RuleKind kind() {
        return RuleKind.HOST;
    }

    @Override
    public Optional<Denial> denial(Facts facts) {
        return names.isEmpty() || names.get().get().contains(AsciiCase.fold(facts.host()))
                ? Optional.empty()
                : Optional.of(Denial.of(line, "the host " + Printable.quoted(facts.host()) + " is not in the list"));
    }

    @Override
    public String reason(Facts facts) {
        return names.isEmpty()
                ? "hosts are not restricted"
                : "the host " + Printable.quoted(facts.host()) + " is in the list";
    }

    @Override
    public boolean restrictsHosts() {
        return names.isPresent();
    }
}
