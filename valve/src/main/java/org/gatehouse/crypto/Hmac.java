package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;

/** The MACs of the encryption types, by their names in the JDK. */
enum Hmac {
    MD5("HmacMD5"),
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA384("HmacSHA384");

    private final String algorithm;

    Hmac(String algorithm) {
        this.algorithm = algorithm;
    }

    String algorithm() {
        return algorithm;
    }

    Mac instance() {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks " + algorithm, e);
        }
    }
}
