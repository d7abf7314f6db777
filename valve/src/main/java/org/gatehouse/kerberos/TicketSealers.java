package org.gatehouse.kerberos;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.Sealer;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * The sealers of a keytab's keys, one for each key: a keytab repeats an account's key for every name that the account
 * has. Keys are told apart by a keyed hash, so that none is kept.
 */
final class TicketSealers {
    private final EnginePool engines;
    private final SipHash hash;
    private final Map<Known, Sealer> sealers = new HashMap<>();

    TicketSealers(EnginePool engines) {
        this.engines = engines;
        this.hash = engines.keyedHash();
    }

    private record Known(EncryptionType type, Fingerprint key) {}

    Sealer of(EncryptionType type, SecretBytes value) {
        Fingerprint fingerprint = value.use((array, offset, length) -> hash.of(Bytes.of(array, offset, length)));
        return sealers.computeIfAbsent(
                new Known(type, fingerprint),
                unknown -> engines.sealer(new EncryptionKey(type, value), KeyUsage.TICKET));
    }
}
