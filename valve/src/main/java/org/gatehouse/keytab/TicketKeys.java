package org.gatehouse.keytab;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * What is derived from a keytab's keys, once for each key: a keytab repeats an account's key for every name that the account
 * has. Keys are told apart by a keyed hash, so that none is kept.
 */
final class TicketKeys {
    private final Cryptosystem cryptosystem;
    private final SipHash hash;
    private final Map<Known, Derived> derived = new HashMap<>();

    TicketKeys(Cryptosystem cryptosystem) {
        this.cryptosystem = cryptosystem;
        this.hash = cryptosystem.keyedHash();
    }

    private record Known(EncryptionType type, Fingerprint key) {}

    /** The keys for tickets, and for the signatures of the PACs in them. */
    record Derived(SpecificKey tickets, ChecksumKey pacSignatures) {}

    Derived of(EncryptionType type, SecretBytes value) {
        Fingerprint fingerprint = value.use((array, offset, length) -> hash.of(Bytes.of(array, offset, length)));
        return derived.computeIfAbsent(new Known(type, fingerprint), unknown -> derive(new EncryptionKey(type, value)));
    }

    private Derived derive(EncryptionKey key) {
        return new Derived(
                cryptosystem.specificKey(key, KeyUsage.TICKET), cryptosystem.checksumKey(key, KeyUsage.PAC_SIGNATURE));
    }
}
