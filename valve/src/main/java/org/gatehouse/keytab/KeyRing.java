package org.gatehouse.keytab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.text.Listing;

/** The keys of one name, or of all names, by realm. Immutable, with what messages say of it. */
public final class KeyRing {
    static final KeyRing NONE = new KeyRing(List.of());

    private final List<InRealm> byRealm = new ArrayList<>();
    private final String realms;
    private final String sources;
    private final String services;

    /** @param keys the newest version first */
    KeyRing(List<ServiceKey> keys) {
        Map<String, List<ServiceKey>> grouped = new LinkedHashMap<>();
        for (ServiceKey key : keys) {
            grouped.computeIfAbsent(AsciiCase.fold(key.realm()), realm -> new ArrayList<>())
                    .add(key);
        }
        grouped.forEach((realm, inRealm) -> byRealm.add(new InRealm(realm, new RealmKeys(inRealm))));
        this.realms = Listing.quoted(keys.stream().map(ServiceKey::realm));
        this.sources = Listing.of(keys.stream().map(key -> key.source().toString()));
        this.services = Listing.quoted(keys.stream().map(ServiceKey::service));
    }

    private record InRealm(String realm, RealmKeys keys) {}

    /** Those in a realm, in whatever case it is written. */
    public RealmKeys in(String realm) {
        for (InRealm one : byRealm) {
            if (AsciiCase.isSame(one.realm(), realm)) {
                return one.keys();
            }
        }
        return RealmKeys.NONE;
    }

    public boolean isEmpty() {
        return byRealm.isEmpty();
    }

    /** In double quotes. */
    public String realms() {
        return realms;
    }

    /** Paths as the administrator wrote them. */
    public String sources() {
        return sources;
    }

    /** Names with their realms, in double quotes. */
    public String services() {
        return services;
    }
}
