package org.gatehouse.http.forwarded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gatehouse.conditions.address.AddressRange;

/** What a request for http://inner:8080 brings, of which a line may stand for several headers, with bars between them. */
final class SentHeaders {
    static final TrustedProxies PROXIES = TrustedProxies.of(Stream.of("10.0.0.1-10.0.0.9", "fd00::1", "127.0.0.1")
            .map(text -> AddressRange.parse(text).range().orElseThrow())
            .toList());

    private final Map<String, List<String>> headers = new HashMap<>();
    private final OuterSite site;

    SentHeaders() {
        this(new OuterSite("http", "inner", 8080, false));
    }

    SentHeaders(OuterSite site) {
        this.site = site;
    }

    SentHeaders with(String name, String lines) {
        headers.put(name, Arrays.stream(lines.split("\\|")).map(String::strip).toList());
        return this;
    }

    ClientView seenFrom(String peer) {
        return PROXIES.view(new ClientView(peer, true, site), name -> headers.getOrDefault(name, List.of()));
    }
}
