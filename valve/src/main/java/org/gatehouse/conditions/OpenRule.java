package org.gatehouse.conditions;

import java.util.Optional;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.text.AsciiCase;

/**
 * What everyone may see. All that it names must fit. The path is that by which the server chose the resource, since anything
 * else could be written in ways that fit here and mean another resource there.
 *
 * @param path exact, or what a path begins with
 * @param isPrefix whether the rule ended with a star
 * @param written as it stands in the file
 */
public record OpenRule(
        Optional<String> path,
        boolean isPrefix,
        Optional<AddressRange> address,
        Optional<String> host,
        String written,
        int line) {
    boolean opens(Facts facts) {
        return path.filter(it -> !fits(it, facts.path())).isEmpty()
                && address.filter(range -> !isIn(range, facts.address())).isEmpty()
                && host.filter(name -> !AsciiCase.isSame(name, facts.host())).isEmpty();
    }

    private boolean fits(String wanted, String actual) {
        return isPrefix ? actual.startsWith(wanted) : actual.equals(wanted);
    }

    private static boolean isIn(AddressRange range, String address) {
        return IpAddress.parse(address).filter(range::contains).isPresent();
    }

    /** {@code url="/healthz" (line 3)}. */
    @Override
    public String toString() {
        return written + " (line " + line + ")";
    }
}
