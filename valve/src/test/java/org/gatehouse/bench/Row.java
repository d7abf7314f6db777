package org.gatehouse.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gatehouse.crypto.BareCryptography;
import org.gatehouse.crypto.EncryptionType;

/** What is compared. */
enum Row {
    LIMIT("bare cryptography (limit)"),
    GATEHOUSE("Gatehouse"),
    JGSS("JGSS, cached credential"),
    JAAS("JGSS, JAAS login per request");

    private final String title;

    Row(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Contenders for tokens under the key of this type, which the keytab has: one for each thread, or the same for all. */
    List<Contender> contenders(EncryptionType type, Path keytab, int threads) throws Exception {
        return switch (this) {
            case LIMIT -> {
                List<Contender> limits = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    BareCryptography limit = new BareCryptography(type, ServiceKeyFile.key(type));
                    limits.add(token ->
                            limit.accept(token.sealedTicket(), token.sessionKey(), token.sealedAuthenticator()));
                }
                yield limits;
            }
            case GATEHOUSE -> Collections.nCopies(threads, new GatehouseContender(type));
            case JGSS -> Collections.nCopies(threads, new JgssContender(keytab));
            case JAAS -> Collections.nCopies(threads, new JaasContender(keytab));
        };
    }
}
