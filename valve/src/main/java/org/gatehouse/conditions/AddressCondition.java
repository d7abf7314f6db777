package org.gatehouse.conditions;

import java.util.Optional;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.text.Printable;

/**
 * Which clients are asked, by their address. With an allow list, an address must be in it; only then is the deny list looked
 * at, and an address in it is not asked.
 *
 * @param allow empty if there is none; one without entries allows nobody
 * @param deny empty if there is none
 */
record AddressCondition(Optional<AddressList> allow, Optional<AddressList> deny) implements Condition {
    static final AddressCondition NONE = new AddressCondition(Optional.empty(), Optional.empty());

    @Override
    public RuleKind kind() {
        return RuleKind.ADDRESS;
    }

    @Override
    public Optional<Denial> denial(RequestFacts facts) {
        if (allow.isEmpty() && deny.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> address = IpAddress.parse(facts.address());
        if (address.isEmpty()) {
            return Optional.of(Denial.of(
                    allow.or(() -> deny).orElseThrow().line(),
                    Printable.quoted(facts.address()) + " is not an IP address"));
        }
        if (allow.isPresent() && !allow.get().contains(address.get())) {
            return Optional.of(
                    Denial.of(allow.get().line(), facts.address() + " is not in the list of allowed addresses"));
        }
        return deny.flatMap(list -> list.find(address.get()))
                .map(entry -> Denial.by(entry, facts.address() + " is denied by " + entry.text()));
    }

    @Override
    public String reason(RequestFacts facts) {
        if (allow.isEmpty()) {
            return deny.isEmpty() ? "addresses are not restricted" : facts.address() + " is not denied";
        }
        Entry entry =
                IpAddress.parse(facts.address()).flatMap(allow.get()::find).orElseThrow();
        return facts.address() + " is allowed by " + entry + (deny.isEmpty() ? "" : " and not denied");
    }
}
