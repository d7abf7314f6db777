package org.gatehouse.http.forwarded;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.conditions.address.AddressTable;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.text.AsciiCase;

/**
 * The proxies that are believed. Only what a trusted proxy has written is: the way back to the client begins at the server's
 * peer and goes from proxy to proxy, each of which names the one before it. The first address that is not a trusted proxy is
 * the client; what stands before it in the headers, the client has written.
 */
public final class TrustedProxies {
    /** No header is believed. */
    public static final TrustedProxies NONE = of(List.of());

    private final boolean isEmpty;
    private final AddressTable addresses;

    private TrustedProxies(List<AddressRange> ranges) {
        this.isEmpty = ranges.isEmpty();
        this.addresses = AddressTable.of(ranges);
    }

    public static TrustedProxies of(List<AddressRange> ranges) {
        return new TrustedProxies(ranges);
    }

    /**
     * How far one header tells the way back.
     *
     * @param isSilent whether the nearest proxy has said nothing by it of where the request came from
     * @param outermost what the proxy on the edge has said, to which the client has talked
     */
    private record Walk(IpAddress last, boolean isKnown, boolean isSilent, Optional<Hop> outermost) {
        boolean isAs(Walk other) {
            return last.equals(other.last) && isKnown == other.isKnown;
        }
    }

    /**
     * The request as its client sees it. A proxy passes headers on that it does not know: where {@code Forwarded} and {@code
     * X-Forwarded-For} contradict each other, the client may have written either, and neither is believed. What only the
     * proxy on the edge knows (host, scheme) is the last that the {@code X-Forwarded-} headers say.
     *
     * @param direct the request as the server sees it, from its peer
     * @param headers the values of all headers of a name, in their order
     */
    public ClientView view(ClientView direct, Function<String, List<String>> headers) {
        Optional<IpAddress> peer =
                isEmpty ? Optional.empty() : IpAddress.parse(direct.address()).filter(this::trusts);
        if (peer.isEmpty()) {
            return direct;
        }
        Walk standard = walk(peer.get(), new NearestFirst(headers.apply("Forwarded"), true), ForwardedElement::parse);
        Walk plain = walk(peer.get(), new NearestFirst(headers.apply("X-Forwarded-For"), false), Hop::plain);
        if (!standard.isSilent() && !plain.isSilent() && !standard.isAs(plain)) {
            return new ClientView(direct.address(), false, direct.site());
        }
        Walk way = standard.isSilent() ? plain : standard;
        String address =
                way.last().equals(peer.get()) ? direct.address() : way.last().toString();
        return new ClientView(address, way.isKnown(), direct.site().behind(told(standard, headers)));
    }

    private boolean trusts(IpAddress address) {
        return addresses.find(address).isPresent();
    }

    private Walk walk(IpAddress peer, NearestFirst elements, Function<String, Optional<Hop>> reader) {
        IpAddress last = peer;
        Optional<Hop> outermost = Optional.empty();
        while (trusts(last)) {
            Optional<String> element = elements.next();
            if (element.isEmpty()) {
                return new Walk(last, true, outermost.isEmpty(), outermost);
            }
            Optional<Hop> hop = element.flatMap(reader);
            if (hop.isEmpty() || hop.get().isSilent()) {
                boolean isSilent = hop.isPresent() && outermost.isEmpty();
                return new Walk(last, isSilent, isSilent, outermost);
            }
            outermost = hop;
            Optional<IpAddress> from = hop.get().from();
            if (from.isEmpty()) {
                return new Walk(last, false, false, outermost);
            }
            last = from.get();
        }
        return new Walk(last, true, false, outermost);
    }

    private static OuterSite.Told told(Walk standard, Function<String, List<String>> headers) {
        return new OuterSite.Told(
                agreed(standard.outermost().flatMap(Hop::proto), last(headers.apply("X-Forwarded-Proto"))),
                agreed(standard.outermost().flatMap(Hop::host), last(headers.apply("X-Forwarded-Host"))),
                last(headers.apply("X-Forwarded-Port")));
    }

    private static Optional<String> agreed(Optional<String> one, Optional<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.filter(text -> AsciiCase.isSame(text, other.get()));
    }

    private static Optional<String> last(List<String> lines) {
        return new NearestFirst(lines, false).next();
    }
}
