package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several clients whose clocks are wrong by the same amount: it is probably this server's. */
class ClientClocksTest {
    private static final String BLAMED = "it is probably this server's clock that is wrong.";

    private Instant now = Forge.NOW;
    private final SecureRandom random = new SecureRandom();
    private final ClientClocks clocks = new ClientClocks();
    private final KerberosAcceptor acceptor = acceptor();

    @Test
    void clientClocksBlameThisServerWhenFiveOthersShowTheSame() {
        others(5, 432);

        assertThat(ahead("bob", 431))
                .hasToString(
                        "GH-K031 KRB_AP_ERR_SKEW (37): the clock of \"bob@EXAMPLE.COM\" is 7 min 11 s ahead of this"
                                + " server; the limit is 5 min. 5 other clients show the same: it is probably this server's clock"
                                + " that is wrong. Check it (chronyc tracking).");
    }

    @Test
    void clientClocksBlameThisServerWhenAllClocksAreBehind() {
        others(7, -3600);

        assertThat(ahead("bob", -3590).seen()).contains("behind this server", "7 other clients show the same", BLAMED);
    }

    @Test
    void clientClocksBlameNobodyWhileThereAreOnlyFourOthers() {
        others(4, 432);

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    @Test
    void clientClocksCountOneClientOnceHoweverOftenItComes() {
        for (int i = 0; i < 50; i++) {
            ahead("mallory", 432);
        }

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    /** Active Directory writes the name as it was typed: one user has many spellings. */
    @Test
    void clientClocksCountOneClientOnceInWhateverCaseItsNameIsWritten() {
        List.of("mallory", "Mallory", "MALLORY", "mALLORY", "maLLory", "malloRy", "mallorY")
                .forEach(name -> ahead(name, 432));

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    @Test
    void clientClocksDoNotCountTheClientItself() {
        others(4, 432);
        ahead("bob", 432);

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    @ParameterizedTest
    @ValueSource(ints = {-432, 370, 500, 4000})
    void clientClocksDoNotCountOthersThatShowSomethingElse(int seconds) {
        others(20, 432);

        assertThat(ahead("bob", seconds)).satisfies(ClientClocksTest::isOrdinary);
    }

    @Test
    void clientClocksDoNotCountOthersOfLongAgo() {
        others(20, 432);
        now = Forge.NOW.plus(Duration.ofMinutes(11));

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    /** One terminal server with a wrong clock and many users, while everybody else signs in. */
    @Test
    void clientClocksDoNotBlameAServerThatAsManyClientsAgreeWith() {
        ahead("carol", 432);
        for (int i = 0; i < 6; i++) {
            signIn("right" + i);
        }
        others(5, 432);

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    /** This server's clock has gone wrong since then. */
    @Test
    void clientClocksBlameThisServerThoughManyAgreedWithItBeforeTheFirstThatDoesNot() {
        for (int i = 0; i < 20; i++) {
            signIn("right" + i);
        }
        others(5, 432);

        assertThat(ahead("bob", 432).seen()).contains("5 other clients show the same", BLAMED);
    }

    /** They are as far off as a clock may be; they are let in, and so their clocks are right. */
    @Test
    void clientClocksDoNotBlameAServerThatAsManyClientsJustAgreeWith() {
        ahead("carol", 301);
        for (int i = 0; i < 6; i++) {
            String name = "right" + i;
            assertThat(Acceptors.outcome(acceptor, forge -> named(forge, name, 300)))
                    .isEqualTo(name);
        }
        others(5, 301);

        assertThat(ahead("bob", 301)).satisfies(ClientClocksTest::isOrdinary);
    }

    /** With a skew of a few seconds, clocks on both sides of the right time are less than half a minute apart. */
    @Test
    void clientClocksAreNotTheSameOnBothSidesOfTheRightTime() {
        KerberosAcceptor strict = acceptor(Duration.ofSeconds(5));
        for (int i = 0; i < 5; i++) {
            String name = "other" + i;
            Acceptors.refused(strict, forge -> named(forge, name, 10));
        }

        assertThat(Acceptors.refused(strict, forge -> named(forge, "bob", -10)))
                .satisfies(ClientClocksTest::isOrdinary);
        assertThat(Acceptors.refused(strict, forge -> named(forge, "carol", 10)).seen())
                .contains(BLAMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 431, 433, 462})
    void clientClocksAreTheSameWithinHalfAMinute(int seconds) {
        others(5, 432);

        assertThat(ahead("bob", seconds).seen()).contains("5 other clients show the same", BLAMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 463})
    void clientClocksAreNotTheSameBeyondHalfAMinute(int seconds) {
        others(5, 432);

        assertThat(ahead("bob", seconds)).satisfies(ClientClocksTest::isOrdinary);
    }

    @Test
    void clientClocksBlameThisServerThoughOneClientHasTheSameWrongTime() {
        others(3, 432);
        signIn("right");
        others(6, 432);

        assertThat(ahead("bob", 432).seen()).contains("6 other clients show the same", BLAMED);
    }

    @Test
    void clientClocksBlameThisServerAgainOnceItsClockWasSetRightAndIsWrongAgain() {
        others(6, 432);
        now = Forge.NOW.plus(Duration.ofHours(1));
        others(6, -432);

        assertThat(ahead("bob", -432).seen()).contains("6 other clients show the same", BLAMED);
    }

    /** What is unauthenticated proves no client: anybody can write a name and a time. */
    @Test
    void clientClocksDoNotCountTokensThatAreRefusedForOtherReasons() {
        for (int i = 0; i < 20; i++) {
            String name = "user" + i;
            Acceptors.refused(acceptor, forge -> {
                named(forge, name, 432);
                forge.authenticatorKey = new byte[32];
            });
        }

        assertThat(ahead("bob", 432)).satisfies(ClientClocksTest::isOrdinary);
    }

    @Test
    void clientClocksForgetTheOldestWhereThereAreTooMany() {
        others(ClientClocks.CAPACITY + 50, 432);

        assertThat(ahead("bob", 432).seen()).contains((ClientClocks.CAPACITY - 1) + " other clients show the same");
    }

    @Test
    void clientClocksAreRememberedWhenTheKeysChange() {
        others(5, 432);

        assertThat(Acceptors.refused(acceptor(), forge -> named(forge, "bob", 432))
                        .seen())
                .contains(BLAMED);
    }

    private static void isOrdinary(Failure failure) {
        assertThat(failure.code()).isEqualTo(FailureCode.SKEW);
        assertThat(failure.toString()).doesNotContain("other clients").contains("Compare both with the domain's clock");
    }

    private void others(int count, int seconds) {
        for (int i = 0; i < count; i++) {
            ahead("other" + i, seconds);
        }
    }

    private Failure ahead(String client, int seconds) {
        return Acceptors.refused(acceptor, forge -> named(forge, client, seconds));
    }

    private void signIn(String client) {
        assertThat(Acceptors.outcome(acceptor, forge -> named(forge, client, 0)))
                .isEqualTo(client);
    }

    private void named(Forge forge, String client, int seconds) {
        forge.cname = List.of(client);
        forge.authenticatorName = forge.cname;
        forge.ctime = now.plusSeconds(seconds);
        forge.cusec = 0;
    }

    private KerberosAcceptor acceptor() {
        return acceptor(Duration.ofMinutes(5));
    }

    private KerberosAcceptor acceptor(Duration skew) {
        AcceptorClock clock = new AcceptorClock(() -> now, skew, clocks);
        return new KerberosAcceptor(Forge.keys(), clock, new Cryptosystem(random), new ReplayCache(1000, random));
    }
}
