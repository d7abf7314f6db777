package org.gatehouse.cli.portalguard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.text.Printable;

/** An address of a list, in the forms that administrators of Windows write. */
final class ImportedAddress {
    private static final int OCTETS = 4;
    private static final Pattern BEGINNING = Pattern.compile("(?:[0-9]{1,3}[.]){0,3}[*]?");
    private static final Pattern LAST_OCTETS =
            Pattern.compile("(?<first>(?<net>(?:[0-9]{1,3}[.]){3})[0-9]{1,3})-(?<last>[0-9]{1,3})");
    private static final Pattern NETWORK = Pattern.compile("(?<base>[0-9.]+)/(?<length>[0-9.]+)");
    private static final Pattern LENGTH = Pattern.compile("[0-9]|[12][0-9]|3[0-2]");

    private ImportedAddress() {}

    static ImportedEntry of(String entry) {
        if (AddressRange.parse(entry).range().isPresent()) {
            return ImportedEntry.kept(entry);
        }
        String other = otherForm(entry);
        AddressRange.Written written = AddressRange.parse(other);
        return written.range().isPresent()
                ? ImportedEntry.changed(other, "becomes " + Printable.quoted(other))
                : ImportedEntry.leftOut("is left out: " + written.mistake());
    }

    /** Whether the addresses are those of IPv4. */
    static boolean isV4(String kept) {
        return AddressRange.parse(kept)
                .range()
                .filter(range -> range.first().isV4())
                .isPresent();
    }

    private static String otherForm(String entry) {
        if (!entry.isEmpty() && BEGINNING.matcher(entry).matches()) { // 192.168. and 192.168.*
            String known = entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry;
            int octets = (int) known.chars().filter(c -> c == '.').count();
            return known + Stream.generate(() -> "*").limit(OCTETS - octets).collect(Collectors.joining("."));
        }
        Matcher range = LAST_OCTETS.matcher(entry);
        if (range.matches()) { // 10.1.2.3-9
            return range.group("first") + "-" + range.group("net") + range.group("last");
        }
        Matcher network = NETWORK.matcher(entry);
        return network.matches() ? network(entry, network.group("base"), network.group("length")) : entry;
    }

    /** {@code 10.1.2.3/255.255.0.0} and {@code 10.1.2.3/16}, with any address of the network. */
    private static String network(String entry, String base, String written) {
        long mask = IpAddress.parse(written).map(IpAddress::low).orElse(-1L);
        int length;
        if (mask >= 0) {
            length = Long.bitCount(mask);
            if (mask != mask(length)) {
                return entry;
            }
        } else if (LENGTH.matcher(written).matches()) {
            length = Integer.parseInt(written);
        } else {
            return entry;
        }
        return IpAddress.parse(base)
                .map(address -> new IpAddress(true, 0, address.low() & mask(length)) + "/" + length)
                .orElse(entry);
    }

    private static long mask(int length) {
        return (0xffff_ffffL << (Integer.SIZE - length)) & 0xffff_ffffL;
    }
}
