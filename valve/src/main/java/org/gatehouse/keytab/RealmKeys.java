package org.gatehouse.keytab;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.text.Listing;

/** Keys in one realm: those of one name, or of all names. Immutable, with what messages say of it. */
public final class RealmKeys {
    static final RealmKeys NONE = new RealmKeys(List.of());

    private final Map<EncryptionType, KeyGroup> byType = new EnumMap<>(EncryptionType.class);
    private final String types;
    private final String sources;

    RealmKeys(List<ServiceKey> keys) {
        keys.stream()
                .collect(Collectors.groupingBy(ServiceKey::type))
                .forEach((type, ofType) -> byType.put(type, new KeyGroup(ofType)));
        this.types = Listing.of(keys.stream().map(key -> key.type().shortName()));
        this.sources = Listing.of(keys.stream().map(key -> key.source().toString()));
    }

    /** Those of an encryption type. */
    public KeyGroup of(EncryptionType type) {
        return byType.getOrDefault(type, KeyGroup.NONE);
    }

    public boolean isEmpty() {
        return byType.isEmpty();
    }

    /** {@code aes256-sha1 and aes128-sha1}. */
    public String types() {
        return types;
    }

    /** Paths as the administrator wrote them. */
    public String sources() {
        return sources;
    }
}
