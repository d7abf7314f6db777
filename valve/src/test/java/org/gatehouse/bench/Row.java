package org.gatehouse.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.gatehouse.crypto.BareCryptography;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.pac.LogonInfoForge;
import org.gatehouse.valve.SsoPrincipal;

/** What is compared. */
enum Row {
    LIMIT("bare cryptography (limit)"),
    GATEHOUSE("Gatehouse"),
    ROLES("Gatehouse, and four roles asked for"),
    SIDS("Gatehouse, and all SIDs as text"),
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
                    limits.add(token -> limit.accept(
                            token.sealedTicket(), token.sessionKey(), token.sealedAuthenticator(), token.pac()));
                }
                yield limits;
            }
            case GATEHOUSE -> Collections.nCopies(threads, new GatehouseContender(type, user -> {}));
            case ROLES -> Collections.nCopies(threads, new GatehouseContender(type, Row::askForRoles));
            case SIDS -> Collections.nCopies(threads, new GatehouseContender(type, Row::readSids));
            case JGSS -> Collections.nCopies(threads, new JgssContender(keytab));
            case JAAS -> Collections.nCopies(threads, new JaasContender(keytab));
        };
    }

    /** Two that users of the mint have, and two that they do not. */
    private static void askForRoles(SsoPrincipal user) {
        boolean known = user.isMemberOf(LogonInfoForge.DOMAIN + "-513")
                && user.isMemberOf(SizedPac.RESOURCE_GROUP)
                && !user.isMemberOf(LogonInfoForge.DOMAIN + "-512")
                && !user.isMemberOf("manager");
        if (!known) {
            throw new IllegalStateException("a user of the benchmark is not in their groups");
        }
    }

    private static void readSids(SsoPrincipal user) {
        if (user.sids().isEmpty()) {
            throw new IllegalStateException("a user of the benchmark has no SIDs");
        }
    }
}
