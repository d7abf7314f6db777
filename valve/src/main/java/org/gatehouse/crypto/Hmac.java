package org.gatehouse.crypto;

import javax.crypto.Mac;

/** The MACs of the encryption types. */
enum Hmac {
    MD5(JdkAlgorithm.HMAC_MD5),
    SHA1(JdkAlgorithm.HMAC_SHA1),
    SHA256(JdkAlgorithm.HMAC_SHA256),
    SHA384(JdkAlgorithm.HMAC_SHA384);

    private final JdkAlgorithm<Mac> algorithm;

    Hmac(JdkAlgorithm<Mac> algorithm) {
        this.algorithm = algorithm;
    }

    JdkAlgorithm<Mac> algorithm() {
        return algorithm;
    }

    /** What keys for it are called. */
    String keyAlgorithm() {
        return algorithm.name();
    }
}
