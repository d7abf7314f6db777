package org.gatehouse.crypto;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;

/**
 * Ciphers and MACs, ready for use: making one costs a search through the JDK's providers. No thread-local, which would
 * outlive a redeployed application, and no lock.
 */
public final class EnginePool {
    /** Neighbouring slots would share a cache line, and threads would fight for it. */
    private static final int SPACING = 16;

    private final SecureRandom random;
    /** A power of two: the slots are counted with a mask. */
    private final int size;

    private final AtomicReferenceArray<Engine> slots;

    /** A pool that keeps two engines or a few more for each of the machine's processors. */
    public EnginePool(SecureRandom random) {
        this.random = random;
        this.size = 2 * Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);
        this.slots = new AtomicReferenceArray<>(size * SPACING);
    }

    /** The keys that {@code key} has for {@code usage}, derived once. */
    public Sealer sealer(EncryptionKey key, KeyUsage usage) {
        Engine engine = borrow();
        try {
            return key.value().use((array, offset, length) -> {
                Profile profile = Profile.of(key.type());
                SecretKeySpec base = new SecretKeySpec(array, offset, length, profile.baseAlgorithm());
                return new Sealer(this, profile, profile.derive(engine, base, usage));
            });
        } finally {
            giveBack(engine);
        }
    }

    /**
     * The key that {@code key} has for checksums of {@code usage}; empty for RC4, whose messages are signed otherwise
     * (RFC 4757 §7.2).
     */
    public Optional<Signer> signer(EncryptionKey key, KeyUsage usage) {
        Profile profile = Profile.of(key.type());
        Engine engine = borrow();
        try {
            return key.value().use((array, offset, length) -> {
                SecretKeySpec base = new SecretKeySpec(array, offset, length, profile.baseAlgorithm());
                return profile.checksumKey(engine, base, usage).map(derived -> new Signer(this, profile, derived));
            });
        } finally {
            giveBack(engine);
        }
    }

    /** An initial sequence number (RFC 4120 §5.5.2), 0 to 2³¹-1: nobody can guess it. */
    public long sequenceNumber() {
        Engine engine = borrow();
        try {
            return engine.randomBits(Integer.SIZE - 1);
        } finally {
            giveBack(engine);
        }
    }

    /** A new key that nobody can guess. */
    public EncryptionKey randomKey(EncryptionType type) {
        byte[] value = new byte[type.keyLength()];
        Engine engine = borrow();
        try {
            engine.random(value);
        } finally {
            giveBack(engine);
        }
        return new EncryptionKey(type, SecretBytes.adopt(value));
    }

    /** A hash with a key of its own, which nobody learns. */
    public SipHash keyedHash() {
        return new SipHash(random);
    }

    Engine borrow() {
        int start = start();
        for (int i = 0; i < size; i++) {
            Engine engine = slots.getAndSet((start + i & (size - 1)) * SPACING, null);
            if (engine != null) {
                return engine;
            }
        }
        return new Engine(random);
    }

    void giveBack(Engine engine) {
        engine.wipe();
        int start = start();
        for (int i = 0; i < size; i++) {
            if (slots.compareAndSet((start + i & (size - 1)) * SPACING, null, engine)) {
                return;
            }
        }
    }

    /** Threads begin at different slots. */
    private int start() {
        return (int) Thread.currentThread().getId() & (size - 1);
    }
}
