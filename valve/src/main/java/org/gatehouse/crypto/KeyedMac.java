package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.crypto.JdkAlgorithms.OnDemand;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** A MAC that remembers the key that it is ready for. One thread at a time. */
final class KeyedMac {
    private final OnDemand<Mac> mac;
    /** Null from the beginning of a text to its end: a text that breaks off must not get into the next one. */
    private @Nullable SecretKeySpec ready;

    KeyedMac(JdkAlgorithms jdk, Hmac algorithm) {
        this.mac = jdk.onDemand(algorithm.algorithm());
    }

    /** The MAC, ready for a text. */
    @SuppressWarnings("ReferenceEquality") // to be the same object is enough, and comparing keys takes time
    Mac begin(SecretKeySpec key) {
        Mac mac = this.mac.get();
        if (ready != key) {
            try {
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(mac.getAlgorithm() + " refuses its key", e);
            }
        }
        ready = null;
        return mac;
    }

    /** The MAC, to which a text, or a part of one, was handed where it is. */
    static Mac updated(Mac mac, Bytes text) {
        return text.read((array, offset, length) -> {
            mac.update(array, offset, length);
            return mac;
        });
    }

    /** Ends a text that was begun with {@code key}: its MAC, not cut to any length. */
    byte[] end(SecretKeySpec key) {
        byte[] value = mac.get().doFinal();
        ready = key;
        return value;
    }
}
