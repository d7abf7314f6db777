package org.gatehouse.crypto;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;

/**
 * The encryption types on pooled ciphers and MACs: making one costs a search through the JDK's providers. No thread-local, which would
 * outlive a redeployed application, and no lock.
 */
public final class Cryptosystem {
    /** Neighbouring slots would share a cache line, and threads would fight for it. */
    private static final int SPACING = 16;

    private final SecureRandom random;
    private final JdkAlgorithms jdk;
    /** A power of two: the slots are counted with a mask. */
    private final int size;

    private final AtomicReferenceArray<Primitives> slots;

    /** A pool that keeps two primitives or a few more for each of the machine's processors. */
    public Cryptosystem(SecureRandom random) {
        this(random, new JdkAlgorithms());
    }

    Cryptosystem(SecureRandom random, JdkAlgorithms jdk) {
        this.random = random;
        this.jdk = jdk;
        this.size = 2 * Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1);
        this.slots = new AtomicReferenceArray<>(size * SPACING);
    }

    /** The keys that {@code key} has for messages of {@code usage}, derived once. */
    public SpecificKey specificKey(EncryptionKey key, KeyUsage usage) {
        Primitives primitives = borrow();
        try {
            return key.value().use((array, offset, length) -> {
                Profile profile = Profile.of(key.type());
                SecretKeySpec base = new SecretKeySpec(array, offset, length, profile.baseAlgorithm());
                return new SpecificKey(this, profile, profile.derive(primitives, base, usage));
            });
        } finally {
            giveBack(primitives);
        }
    }

    /** The key that {@code key} has for checksums of {@code usage}, derived once. */
    public ChecksumKey checksumKey(EncryptionKey key, KeyUsage usage) {
        Profile profile = Profile.of(key.type());
        Primitives primitives = borrow();
        try {
            return key.value().use((array, offset, length) -> {
                SecretKeySpec base = new SecretKeySpec(array, offset, length, profile.baseAlgorithm());
                return new ChecksumKey(this, profile, profile.checksumKey(primitives, base, usage));
            });
        } finally {
            giveBack(primitives);
        }
    }

    /** An initial sequence number (RFC 4120 §5.5.2), 0 to 2³¹-1: nobody can guess it. */
    public long sequenceNumber() {
        Primitives primitives = borrow();
        try {
            return primitives.randomBits(Integer.SIZE - 1);
        } finally {
            giveBack(primitives);
        }
    }

    /** A new key that nobody can guess. */
    public EncryptionKey randomKey(EncryptionType type) {
        byte[] value = new byte[type.keyLength()];
        Primitives primitives = borrow();
        try {
            primitives.random(value);
        } finally {
            giveBack(primitives);
        }
        return new EncryptionKey(type, SecretBytes.adopt(value));
    }

    /** A hash with a key of its own, which nobody learns. */
    public SipHash keyedHash() {
        return new SipHash(random);
    }

    Primitives borrow() {
        int start = start();
        for (int number = start; number != start + size; number++) {
            Primitives primitives = slots.getAndSet(slot(number), null);
            if (primitives != null) {
                return primitives;
            }
        }
        return new Primitives(random, jdk);
    }

    void giveBack(Primitives primitives) {
        primitives.wipe();
        int start = start();
        for (int number = start; number != start + size; number++) {
            if (slots.compareAndSet(slot(number), null, primitives)) {
                return;
            }
        }
    }

    /** Threads begin at different slots. */
    private static int start() {
        return (int) Thread.currentThread().getId();
    }

    private int slot(int number) {
        return (number & (size - 1)) * SPACING;
    }
}
