package org.gatehouse.keytab;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.wire.Bytes;

/**
 * Lets keys of one value share what is derived from it, whichever files they come from: then no ticket is tried twice with
 * one key. Keys are told apart by a checksum that each of them makes; none is kept.
 */
final class SharedKeys {
    private static final Bytes TEXT = Bytes.of("the same key".getBytes(StandardCharsets.US_ASCII));

    private final Map<Proof, ServiceKey> first = new HashMap<>();
    private final IdentityHashMap<ChecksumKey, Bytes> proofs = new IdentityHashMap<>();

    private SharedKeys() {}

    private record Proof(EncryptionType type, Bytes checksum) {}

    static List<ServiceKey> of(List<ServiceKey> keys) {
        SharedKeys shared = new SharedKeys();
        return keys.stream().map(shared::shared).toList();
    }

    private ServiceKey shared(ServiceKey key) {
        Bytes checksum = proofs.computeIfAbsent(key.pacSignatures(), unknown -> unknown.mic(TEXT, Bytes.EMPTY));
        ServiceKey known = first.computeIfAbsent(new Proof(key.type(), checksum), unknown -> key);
        return key.sharing(known);
    }
}
