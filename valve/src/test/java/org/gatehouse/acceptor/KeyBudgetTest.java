package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.key;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.policy;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gatehouse.Allocation;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anyone who reaches the server sends tokens: how many keys each of them costs is bounded. */
class KeyBudgetTest {
    private static final int BUDGET = 16;

    @Test
    void triesSixteenVersionsOfANamesKeyTheNewestFirst() {
        KerberosAcceptor acceptor = acceptor(keys(20, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        for (int i = 0; i < 20; i++) {
            assertThat(outcome(acceptor, sealedWith(i, 99)))
                    .as("version %s", i + 1)
                    .isEqualTo(i >= 20 - BUDGET ? "alice" : "GH-K013");
        }
    }

    @Test
    void findsTheKeyOfTheTicketsVersionHoweverManyThereAre() {
        KerberosAcceptor acceptor = acceptor(keys(200, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        for (int i : new int[] {0, 1, 100, 183, 184, 199}) {
            assertThat(outcome(acceptor, sealedWith(i, i + 1L))).isEqualTo("alice");
        }
    }

    /** Old keytabs hold the last 8 bits of a version. */
    @Test
    void findsTheKeyOfTheTicketsVersionWhereTheKeytabHoldsEightBitsOfIt() {
        KerberosAcceptor acceptor = acceptor(keys(200, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        assertThat(outcome(acceptor, sealedWith(4, 256 + 5))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(4, 5))).isEqualTo("alice");
    }

    @Test
    void findsAKeyWithoutAVersionAmongManyThatHaveOne() {
        KerberosAcceptor acceptor = acceptor(keys(40, i -> Forge.entry(Forge.SPN, i, 18, key(i))));

        assertThat(outcome(acceptor, sealedWith(0, 99))).isEqualTo("alice");
    }

    @Test
    void triesTheNewestKeysForATicketThatDoesNotTellItsVersion() {
        KerberosAcceptor acceptor = acceptor(keys(20, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        assertThat(outcome(acceptor, sealedWith(4).andThen(forge -> forge.kvno = OptionalLong.empty())))
                .isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(3).andThen(forge -> forge.kvno = OptionalLong.empty())))
                .isEqualTo("GH-K012");
    }

    /** A key counts once, whatever names and versions it stands under. */
    @ParameterizedTest
    @ValueSource(ints = {16, 17, 1000})
    void countsKeysByTheirValue(int entries) {
        Stream<Keytab.Entry> copies =
                IntStream.range(0, entries).mapToObj(i -> Forge.entry(Forge.SPN, i + 10L, 18, key(1)));
        KerberosAcceptor acceptor =
                acceptor(keys(Stream.concat(copies, Stream.of(Forge.entry(Forge.SPN, 2, 18, key(2))))));

        assertThat(outcome(acceptor, sealedWith(2, 5000))).isEqualTo("alice");
    }

    @Test
    void countsAKeyOfSeveralFilesOnce() {
        List<ServiceKeys> files = IntStream.range(0, 20)
                .mapToObj(i -> ServiceKeys.of(
                        new Keytab(List.of(Forge.entry(Forge.SPN, i + 10L, 18, key(1)))),
                        KeySource.keytab("copy" + i + ".keytab"),
                        new Cryptosystem(new SecureRandom()),
                        EncryptionType.DEFAULT))
                .toList();
        ServiceKeys merged = ServiceKeys.merged(Stream.concat(
                        files.stream(), Stream.of(keys(Stream.of(Forge.entry(Forge.SPN, 2, 18, key(2))))))
                .toList());

        assertThat(outcome(acceptor(merged), sealedWith(2, 5000))).isEqualTo("alice");
    }

    /** The keys of the ticket's name and those of other names are one sum. */
    @Test
    void sharesTheBudgetBetweenTheNamesOwnKeysAndGuesses() {
        Stream<Keytab.Entry> own = IntStream.range(0, 10).mapToObj(i -> Forge.entry(Forge.SPN, 10L + i, 18, key(i)));
        Stream<Keytab.Entry> others =
                IntStream.range(0, 10).mapToObj(i -> Forge.entry("svc" + i, 50L - i, 18, key(100 + i)));
        KerberosAcceptor acceptor = acceptor(keys(Stream.concat(own, others)), policy("*"));

        assertThat(outcome(acceptor, sealedWith(0, 99))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(105, 99))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(106, 99))).isEqualTo("GH-K013");
    }

    @Test
    void triesTheTicketsNameThenItsVersionThenTheNewestOfAllNames() {
        Stream<Keytab.Entry> accounts =
                IntStream.range(0, 100).mapToObj(i -> Forge.entry("svc" + i, 200L - i, 18, key(100 + i)));
        Stream<Keytab.Entry> own = Stream.of(Forge.entry(Forge.SPN, 1, 18, key(1)));
        KerberosAcceptor acceptor = acceptor(keys(Stream.concat(accounts, own)), policy("*"));

        assertThat(outcome(acceptor, sealedWith(1, 77))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(199, 101))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(114, 300))).isEqualTo("alice");
        assertThat(outcome(acceptor, sealedWith(115, 300))).isEqualTo("GH-K013");
    }

    /** A key without a version may be the right one; one that has the ticket's version is likelier. */
    @Test
    void triesAnAccountsKeyOfTheTicketsVersionBeforeKeysThatDoNotTellTheirs() {
        Stream<Keytab.Entry> own = IntStream.range(0, 20).mapToObj(i -> Forge.entry(Forge.SPN, 0, 18, key(i)));
        Stream<Keytab.Entry> account = Stream.of(Forge.entry("svc", 9, 18, key(99)));
        KerberosAcceptor acceptor = acceptor(keys(Stream.concat(own, account)), policy("*"));

        assertThat(outcome(acceptor, sealedWith(99, 9))).isEqualTo("alice");
    }

    /** An account whose key has the ticket's version comes before versions of the name that the ticket does not have. */
    @Test
    void isNotUsedUpByOldKeysOfTheNameWhereNamesAreNothing() {
        Stream<Keytab.Entry> stale = IntStream.range(0, 20).mapToObj(i -> Forge.entry(Forge.SPN, 10L + i, 18, key(i)));
        Stream<Keytab.Entry> right = Stream.of(Forge.entry("svc", 5, 18, key(100)));
        KerberosAcceptor acceptor = acceptor(keys(Stream.concat(stale, right)), policy("*"));

        assertThat(outcome(acceptor, sealedWith(100, 5))).isEqualTo("alice");
    }

    @Test
    void saysThatNotAllKeysWereTried() {
        KerberosAcceptor acceptor = acceptor(keys(20, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        Failure failure = refused(acceptor, sealedWith(77, 99));

        assertThat(failure.seen())
                .isEqualTo("the ticket for \"HTTP/portal.example.com@EXAMPLE.COM\" is encrypted with kvno 99;"
                        + " http.keytab has 20, 19, 18, 17, 16, 15 and 14 more. Only 16 of 20 keys of that type were"
                        + " tried, the likeliest first.");
        assertThat(failure.remedy()).endsWith(" Remove keys that no ticket needs from the keytab.");
    }

    @Test
    void saysSoAlsoWhereNoNameFits() {
        KerberosAcceptor acceptor = acceptor(keys(17, i -> Forge.entry("HTTP/host" + i, 7, 18, key(i))));

        assertThat(refused(acceptor, sealedWith(77, 7)).seen())
                .endsWith("Only 16 of 17 keys of that type were tried," + " the likeliest first.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16})
    void saysNothingOfTheKindWhereAllWereTried(int count) {
        KerberosAcceptor acceptor = acceptor(keys(count, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(i))));

        assertThat(refused(acceptor, sealedWith(77, 99)).seen()).doesNotContain("tried");
    }

    /** What a message says of a keytab is made once: 1000 names in a message of their own would be 50 KB each time. */
    @Test
    void takesNoMoreMemoryWithAThousandNamesThanWithFew() {
        KerberosAcceptor few = acceptor(keys(7, i -> Forge.entry("HTTP/host" + i, 7, 18, key(1))));
        KerberosAcceptor many = acceptor(keys(1000, i -> Forge.entry("HTTP/host" + i, 7, 18, key(1))));
        KerberosAcceptor versions = acceptor(keys(1000, i -> Forge.entry(Forge.SPN, i + 1L, 18, key(1))));

        assertThat(refusedCheaply(few)).isEqualTo("GH-K010");
        assertThat(refusedCheaply(many)).isEqualTo("GH-K010");
        assertThat(refusedCheaply(versions)).isEqualTo("GH-K012");
    }

    private static String refusedCheaply(KerberosAcceptor acceptor) {
        var token = Acceptors.token(sealedWith(77, 5000));
        for (int i = 0; i < 100; i++) {
            outcome(acceptor, token);
        }
        return Allocation.below(20_000, () -> outcome(acceptor, token));
    }

    private static Consumer<Forge> sealedWith(int key, long kvno) {
        return sealedWith(key).andThen(forge -> forge.kvno = OptionalLong.of(kvno));
    }

    private static Consumer<Forge> sealedWith(int key) {
        return forge -> forge.serviceKey = key(key);
    }

    private static ServiceKeys keys(int count, IntFunction<Keytab.Entry> entry) {
        return keys(IntStream.range(0, count).mapToObj(entry));
    }

    private static ServiceKeys keys(Stream<Keytab.Entry> entries) {
        return Forge.keys(entries.toArray(Keytab.Entry[]::new));
    }
}
