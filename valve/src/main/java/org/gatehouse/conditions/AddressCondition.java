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
    public Optional<Denial> denial(Facts facts) {
        boolean restricts = allow.isPresent() || deny.isPresent();
        return restricts && isDenied(facts.address()) ? Optional.of(denialOf(facts)) : Optional.empty();
    }

    /** This is asked of every request. Of an IPv4 address nothing is made but its number. */
    private boolean isDenied(String address) {
        long v4 = IpAddress.v4Number(address);
        if (v4 >= 0) {
            return (allow.isPresent() && !allow.get().table().containsV4(v4))
                    || (deny.isPresent() && deny.get().table().containsV4(v4));
        }
        Optional<IpAddress> other = IpAddress.parse(address);
        return other.isEmpty()
                || (allow.isPresent() && !allow.get().table().contains(other.get()))
                || (deny.isPresent() && deny.get().table().contains(other.get()));
    }

    private Denial denialOf(Facts facts) {
        Optional<IpAddress> address = IpAddress.parse(facts.address());
        if (address.isEmpty()) {
            return Denial.of(
                    allow.or(() -> deny).orElseThrow().line(),
                    Printable.quoted(facts.address()) + " is not an IP address");
        }
        if (allow.isPresent() && allow.get().find(address.get()).isEmpty()) {
            return Denial.of(allow.get().line(), shown(facts) + " is not in the list of allowed addresses");
        }
        Entry entry = deny.orElseThrow().find(address.get()).orElseThrow();
        return Denial.by(entry, shown(facts) + " is denied by " + entry.text());
    }

    @Override
    public String reason(Facts facts) {
        if (allow.isEmpty()) {
            return deny.isEmpty() ? "addresses are not restricted" : shown(facts) + " is not denied";
        }
        Entry entry =
                IpAddress.parse(facts.address()).flatMap(allow.get()::find).orElseThrow();
        return shown(facts) + " is allowed by " + entry + (deny.isEmpty() ? "" : " and not denied");
    }

    /** A zone can be any text. */
    private static String shown(Facts facts) {
        return facts.address().indexOf('%') < 0 ? facts.address() : Printable.quoted(facts.address());
    }
}
