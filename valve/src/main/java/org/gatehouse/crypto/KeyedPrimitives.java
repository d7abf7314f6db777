package org.gatehouse.crypto;

/**
 * AES and the MACs for one kind of keys, all of which remember their last key: to make an AES cipher ready for another
 * one takes as long as to decrypt a small message. One thread at a time.
 */
final class KeyedPrimitives {
    private final CiphertextStealing aes = new CiphertextStealing();
    private final KeyedMac md5 = new KeyedMac(Hmac.MD5);
    private final KeyedMac sha1 = new KeyedMac(Hmac.SHA1);
    private final KeyedMac sha256 = new KeyedMac(Hmac.SHA256);
    private final KeyedMac sha384 = new KeyedMac(Hmac.SHA384);

    CiphertextStealing aes() {
        return aes;
    }

    KeyedMac mac(Hmac algorithm) {
        return switch (algorithm) {
            case MD5 -> md5;
            case SHA1 -> sha1;
            case SHA256 -> sha256;
            case SHA384 -> sha384;
        };
    }
}
