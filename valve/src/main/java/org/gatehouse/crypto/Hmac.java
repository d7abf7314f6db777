package org.gatehouse.crypto;

import javax.crypto.Mac;

/** The MACs of the encryption types. */
enum Hmac {
    MD5,
    SHA1,
    SHA256,
    SHA384;

    JdkAlgorithm<Mac> algorithm() {
        return switch (this) {
            case MD5 -> JdkAlgorithm.HMAC_MD5;
            case SHA1 -> JdkAlgorithm.HMAC_SHA1;
            case SHA256 -> JdkAlgorithm.HMAC_SHA256;
            case SHA384 -> JdkAlgorithm.HMAC_SHA384;
        };
    }

    /** What keys for it are called. */
    String keyAlgorithm() {
        return algorithm().name();
    }
}
