package org.gatehouse.conditions.address;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses from one to another, both included and of one kind.
 *
 * @param first not after {@code last}
 */
public record AddressRange(IpAddress first, IpAddress last) {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int OCTETS = 4;

    /** What administrators write: the addresses, or what is wrong with the text. */
    public record Written(Optional<AddressRange> range, String mistake) {
        private static Written right(AddressRange range) {
            return new Written(Optional.of(range), "");
        }

        private static Written wrong(String mistake) {
            return new Written(Optional.empty(), mistake);
        }
    }

    /**
     * Reads {@code 10.1.2.3}, {@code 10.1.*.*}, {@code 10.0.0.0/8}, {@code 10.0.0.1-10.0.0.9} and the same of IPv6, which has no
     * stars.
     */
    public static Written parse(String text) {
        int dash = text.indexOf('-');
        if (dash >= 0) {
            return between(
                    text.substring(0, dash).strip(), text.substring(dash + 1).strip());
        }
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return network(text.substring(0, slash), text.substring(slash + 1));
        }
        if (text.indexOf('*') >= 0) {
            return stars(text);
        }
        return IpAddress.parse(text)
                .map(address -> Written.right(new AddressRange(address, address)))
                .orElseGet(() -> notAnAddress(text));
    }

    private static Written notAnAddress(String text) {
        return Written.wrong("\"" + text + "\" is not an IP address");
    }

    private static Written between(String from, String to) {
        Optional<IpAddress> first = IpAddress.parse(from);
        Optional<IpAddress> last = IpAddress.parse(to);
        if (first.isEmpty() || last.isEmpty()) {
            return notAnAddress(first.isEmpty() ? from : to);
        }
        if (first.get().isV4() != last.get().isV4()) {
            return Written.wrong("a range has two addresses of one kind, and not one of IPv4 and one of IPv6");
        }
        return first.get().compareTo(last.get()) <= 0
                ? Written.right(new AddressRange(first.get(), last.get()))
                : Written.wrong("the range ends before it begins: write " + to + "-" + from);
    }

    private static Written network(String base, String bits) {
        Optional<IpAddress> address = IpAddress.parse(base);
        if (address.isEmpty()) {
            return notAnAddress(base);
        }
        // An IPv4 network inside IPv6 counts its prefix from the beginning of the IPv6 address.
        int skipped = address.get().isV4() && base.indexOf(':') >= 0 ? IpAddress.V6_LENGTH - IpAddress.V4_LENGTH : 0;
        int longest = address.get().length() + skipped;
        int prefix = PREFIX.matcher(bits).matches() ? Integer.parseInt(bits) : -1;
        if (prefix < skipped || prefix > longest) {
            return Written.wrong("\"/" + bits + "\" is not a length from /" + skipped + " to /" + longest);
        }
        IpAddress first = address.get().first(prefix - skipped);
        if (!first.equals(address.get())) {
            return Written.wrong("the network of " + base + "/" + bits + " begins at " + first + ": write " + first
                    + "/" + (prefix - skipped));
        }
        return Written.right(new AddressRange(first, first.last(prefix - skipped)));
    }

    /** {@code 10.1.*.*}: stars stand at the end. */
    private static Written stars(String text) {
        String[] octets = DOT.split(text, -1);
        long number = 0;
        int known = 0;
        for (int i = 0; i < octets.length && octets.length == OCTETS; i++) {
            boolean star = octets[i].equals("*");
            int octet = star ? 0 : V4Text.octet(octets[i], 0, octets[i].length());
            if (octet < 0 || (!star && known < i)) {
                known = OCTETS;
                break;
            }
            known += star ? 0 : 1;
            number = number << Byte.SIZE | octet;
        }
        if (octets.length != OCTETS || known == OCTETS) {
            return Written.wrong("in \"" + text + "\", stars stand for the last of four numbers, as in 192.168.*.*");
        }
        IpAddress first = IpAddress.v4(number);
        return Written.right(new AddressRange(first, first.last(Byte.SIZE * known)));
    }

    /** Whether an address is one of them. */
    public boolean contains(IpAddress address) {
        return address.isV4() == first.isV4() && first.compareTo(address) <= 0 && address.compareTo(last) <= 0;
    }
}
