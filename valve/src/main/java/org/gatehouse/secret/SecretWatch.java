package org.gatehouse.secret;

import java.util.ServiceLoader;

/**
 * Is told of every secret that is made. The tests have one, which fails those that leave a secret open; a server has
 * none. It is not public: a class outside this package can neither be one nor ask for it.
 */
interface SecretWatch {
    SecretWatch FOUND = ServiceLoader.load(SecretWatch.class, SecretWatch.class.getClassLoader())
            .findFirst()
            .orElse(secret -> {});

    void made(AutoCloseable secret);
}
