package org.gatehouse.keytab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.text.Listing;

/**
 * Keys of one encryption type in one realm: those of one name, or of all names. Immutable. What messages say of it is made
 * once, so that a token that is refused costs no more with many keys than with few.
 */
public final class KeyGroup {
    /** No key. */
    public static final KeyGroup NONE = new KeyGroup(List.of());

    private final List<ServiceKey> keys;
    private final int distinct;
    private final boolean ofPasswords;
    private final String versions;
    private final String sources;
    private final String services;
    private final String salts;

    /** @param held the newest version first */
    KeyGroup(List<ServiceKey> held) {
        Set<Version> seen = new HashSet<>();
        this.keys = held.stream()
                .filter(key -> seen.add(new Version(key.tickets(), key.kvno())))
                .toList();
        this.distinct = (int) keys.stream().map(ServiceKey::tickets).distinct().count();
        this.ofPasswords = held.stream().allMatch(key -> key.source().account().isPresent());
        this.versions = Listing.of(keys.stream().map(ServiceKey::version));
        this.sources = Listing.of(held.stream().map(key -> key.source().toString()));
        this.services = Listing.quoted(held.stream().map(ServiceKey::service));
        this.salts =
                Listing.quoted(held.stream().flatMap(key -> key.source().account().map(ServiceAccount::salt).stream()));
    }

    /** Keys are the same if what is derived from them is: see {@link SharedKeys}. */
    private record Version(SpecificKey key, long kvno) {}

    /** The newest first; a key that many names have, once for each of its versions. */
    public List<ServiceKey> keys() {
        return keys;
    }

    /** How many keys these are by their value. */
    public int distinct() {
        return distinct;
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether every one of them was made from a password. */
    public boolean ofPasswords() {
        return ofPasswords;
    }

    /** {@code 7 and 6}. */
    public String versions() {
        return versions;
    }

    /** Paths as the administrator wrote them: nobody else's text. */
    public String sources() {
        return sources;
    }

    /** Names with their realms, in double quotes. */
    public String services() {
        return services;
    }

    /** Of the passwords, in double quotes. */
    public String salts() {
        return salts;
    }
}
