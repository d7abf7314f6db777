package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Primitives are borrowed and given back: making one costs a search through the JDK's providers. */
class PoolTest {
    private static final EncryptionType TYPE = EncryptionType.AES128_CTS_HMAC_SHA1_96;

    private final Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());

    @Test
    void everyUseGivesBackWhatItHasBorrowed() throws IntegrityException {
        Primitives primitives = cryptosystem.borrow();
        cryptosystem.giveBack(primitives);

        try (EncryptionKey key = cryptosystem.randomKey(TYPE)) {
            assertThat(cryptosystem.sequenceNumber()).isNotNegative();
            SpecificKey specificKey = cryptosystem.specificKey(key, KeyUsage.TICKET);
            assertThat(specificKey.<Integer, RuntimeException>decrypt(
                            specificKey.encrypt(hex("aabb")), (array, offset, length) -> length))
                    .isEqualTo(2);
            ChecksumKey checksumKey = cryptosystem.checksumKey(key, KeyUsage.PAC_SIGNATURE);
            assertThat(checksumKey.mic(hex("aa"), hex("bb")).length()).isEqualTo(12);
        }

        assertThat(cryptosystem.borrow()).isSameAs(primitives);
    }

    @Test
    void lendsNothingTwiceAndMakesMoreWhereAllAreLent() {
        List<Primitives> lent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lent.add(cryptosystem.borrow());
        }

        assertThat(lent).doesNotHaveDuplicates();
    }

    /** Two for each processor, and no more than a few: what is given back beyond that is left to the collector. */
    @Test
    void keepsAFewForEachProcessor() {
        List<Primitives> lent = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            lent.add(new Primitives(new SecureRandom(), new JdkAlgorithms()));
        }
        lent.forEach(cryptosystem::giveBack);
        int kept = 0;
        while (lent.contains(cryptosystem.borrow())) {
            kept++;
        }

        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(kept).isBetween(2 * processors, 4 * processors - 1);
    }

    @Test
    void digestStartsAgainAfterATextThatBrokeOff() {
        Primitives primitives = cryptosystem.borrow();
        byte[] empty = primitives.md5().digest();
        primitives.md5().update(new byte[] {1, 2, 3});

        assertThat(primitives.md5().digest()).isEqualTo(empty);
    }

    @Test
    void thisJdkLacksNothing() {
        Set<EncryptionType> all = EnumSet.allOf(EncryptionType.class);

        assertThat(JdkAlgorithms.missing(all)).isEmpty();
        assertThat(JdkAlgorithms.missingWithPasswords(all)).isEmpty();
    }

    @Test
    void plaintextOfTheSizeThatIsKeptIsWrittenOverAndKept() {
        Primitives primitives = new Primitives(new SecureRandom(), new JdkAlgorithms());
        byte[] kept = primitives.text(1 << 16);
        kept[0] = 1;
        kept[(1 << 16) - 1] = 1;

        primitives.wipe();

        assertThat(kept).containsOnly(0);
        assertThat(primitives.text(1)).isSameAs(kept);
        assertThat(primitives.text((1 << 16) + 1)).isNotSameAs(kept);
    }

    @Test
    void plaintextThatFitsIsWrittenIntoTheSameBuffer() {
        Primitives primitives = new Primitives(new SecureRandom(), new JdkAlgorithms());
        byte[] small = primitives.text(1);

        assertThat(primitives.text(small.length)).isSameAs(small);
        assertThat(primitives.text(small.length + 1)).isNotSameAs(small);
    }

    /** For keys that pass, and for those that last, an algorithm each, which another one does not disturb. */
    @Test
    void primitivesOfAServiceAreNotThoseOfSessions() {
        Primitives primitives = new Primitives(new SecureRandom(), new JdkAlgorithms());
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");

        KeyedPrimitives lasting = primitives.keyed(new Profile.Keys(key, key, KeyUsage.TICKET.lasting()));

        assertThat(primitives.keyed(new Profile.Keys(key, key, true))).isSameAs(lasting);
        EnumSet<KeyUsage> ofServices = EnumSet.of(KeyUsage.TICKET, KeyUsage.PAC_SIGNATURE);
        assertThat(ofServices).allMatch(KeyUsage::lasting);
        for (KeyUsage usage : EnumSet.complementOf(ofServices)) {
            assertThat(primitives.keyed(new Profile.Keys(key, key, usage.lasting())))
                    .isNotNull()
                    .isNotSameAs(lasting);
        }
    }
}
