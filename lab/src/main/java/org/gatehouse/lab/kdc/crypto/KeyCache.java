package org.gatehouse.lab.kdc.crypto;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The derived keys that were in use last: deriving them is the most expensive step of an exchange. What they are derived
 * from is the key of this map, so nothing ever has to be invalidated, and a change of an account that does not concern its
 * keys costs nothing.
 */
public final class KeyCache {
    private static final int MAX_KEYS = 256;

    private final Map<KeyMaterial, AccountKeys> derived = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<KeyMaterial, AccountKeys> eldest) {
            return size() > MAX_KEYS;
        }
    };

    public synchronized AccountKeys of(KeyMaterial material) {
        return derived.computeIfAbsent(material, AccountKeys::of);
    }
}
