package org.gatehouse.crypto;

/**
 * AES and the MACs for one kind of keys, all of which remember their last key: to make an AES cipher ready for another
 * one takes as long as to decrypt a small message. One thread at a time.
 */
final class KeyedPrimitives {
    private final CiphertextStealing aes;
    private final KeyedMac md5;
    private final KeyedMac sha1;
    private final KeyedMac sha256;
    private final KeyedMac sha384;

    KeyedPrimitives(JdkAlgorithms jdk) {
        this.aes = new CiphertextStealing(jdk);
        this.md5 = new KeyedMac(jdk, Hmac.MD5);
        this.sha1 = new KeyedMac(jdk, Hmac.SHA1);
        this.sha256 = new KeyedMac(jdk, Hmac.SHA256);
        this.sha384 = new KeyedMac(jdk, Hmac.SHA384);
    }

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
