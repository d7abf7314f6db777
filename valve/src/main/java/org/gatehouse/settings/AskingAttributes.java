package org.gatehouse.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gatehouse.conditions.address.AddressRange;
import org.gatehouse.conditions.address.IpAddress;
import org.gatehouse.http.forwarded.TrustedProxies;

/** The attributes that say who is asked to sign in at all. */
public final class AskingAttributes {
    private static final Pattern ADDRESSES = Pattern.compile("[0-9A-Fa-f:.*/-]+");

    @SuppressWarnings("OptionalMapToOptional") // the attribute's value is optional itself
    public static final Attribute<Optional<String>> CONDITIONS = new Attribute<>(
            "conditions",
            LegalValues.one("a path; a relative one is below `catalina.base`", text -> Optional.of(Optional.of(text))),
            Optional.empty(),
            new AttributeRow(
                    "The file that says which requests are asked to sign in, and what is open to everybody; see"
                            + " [conditions](#conditions). It is reloaded when it changes.",
                    "Anyone who can write it can open the application to everybody.",
                    "none: every request that needs a sign-in is asked"),
            "Name the file: conditions=\"${catalina.base}/conf/sso-conditions.xml\".");

    public static final Attribute<TrustedProxies> TRUSTED_PROXIES = new Attribute<>(
            "trustedProxies",
            LegalValues.list(
                            "an address such as `10.1.2.3`, a network such as `10.1.0.0/16` or `10.1.*.*`, or a range such as"
                                    + " `10.1.2.3-10.1.2.9`; of IPv4 or IPv6",
                            text -> Optional.of(text)
                                    .filter(it -> ADDRESSES.matcher(it).matches()))
                    .then(AskingAttributes::trustedProxies),
            TrustedProxies.NONE,
            new AttributeRow(
                    "The proxies in front of Tomcat whose `Forwarded` and `X-Forwarded-` headers are believed: they say which"
                            + " client a request comes from, for the address rules and for the log, and which scheme, host and port"
                            + " it asked; see [proxies](proxies.md).",
                    "A proxy in the list must write or remove each of these headers, because clients can send them. If clients"
                            + " are in the list, each of them can claim any address.",
                    "none: these headers are not read"),
            "Name only the proxies: trustedProxies=\"127.0.0.1 10.1.2.0/28\".");

    private AskingAttributes() {}

    /** In the order of the documentation. */
    static List<Attribute<?>> all() {
        return List.of(CONDITIONS, TRUSTED_PROXIES);
    }

    static AskingSettings read(WrittenAttributes attributes) {
        return new AskingSettings(attributes.get(CONDITIONS), attributes.get(TRUSTED_PROXIES));
    }

    private static Parsed<TrustedProxies> trustedProxies(List<String> elements) {
        List<AddressRange> ranges = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String element : elements) {
            AddressRange.Written written = AddressRange.parse(element);
            written.range().ifPresentOrElse(ranges::add, () -> faults.add(written.mistake()));
            if (written.range().filter(AskingAttributes::isEverybody).isPresent()) {
                faults.add("\"" + element + "\" trusts every client to say where it comes from");
            }
        }
        return faults.isEmpty() ? Parsed.right(TrustedProxies.of(ranges)) : Parsed.wrong(faults);
    }

    private static boolean isEverybody(AddressRange range) {
        return Stream.of("0.0.0.0", "255.255.255.255", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")
                        .map(address -> IpAddress.parse(address).orElseThrow())
                        .filter(range::contains)
                        .count()
                > 1;
    }
}
