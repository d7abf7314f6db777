package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.pac.Refusal.assertRefused;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PAC_CLIENT_INFO ([MS-PAC] 2.7) against the ticket. */
class PacClientTest {
    private static final String REALM = "EXAMPLE.COM";

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource({
            "alice, alice",
            "HTTP/portal.example.com, HTTP/portal.example.com",
            "HTTP/portal.example.com, HTTP portal.example.com",
            "alice@example.com, alice@example.com",
            "alice@EXAMPLE.COM, alice",
            "alice@example.com@EXAMPLE.COM, alice@example.com",
            "J\u00f6rg, J\u00f6rg",
            "dc01$, dc01$"
        })
        void isTheTicketsWithOrWithoutTheRealm(String inPac, String inTicket) throws RefusedException {
            assertThat(check(inPac, inTicket)).isNotNull();
        }

        @ParameterizedTest
        @CsvSource({
            "bob, alice",
            "Alice, alice",
            "alice, Alice",
            "alic, alice",
            "alice2, alice",
            "'', alice",
            "alice, ''",
            "alice@PARTNER.COM, alice",
            "alice@example.com, alice",
            "alice@EXAMPLE.COM@EXAMPLE.COM, alice",
            "@EXAMPLE.COM, alice",
            "alice, alice@EXAMPLE.COM",
            "'alice ', alice",
            "dc01, dc01$",
            "dc01$, dc01",
            "HTTP portal.example.com, HTTP portal.example.com",
            "portal.example.com, HTTP portal.example.com"
        })
        void isRefusedIfItDiffers(String inPac, String inTicket) {
            assertRefused(
                    () -> check(inPac, inTicket),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "PAC_CLIENT_INFO.Name is \"" + inPac);
        }

        /** A user of another realm with the same name is another user. */
        @Test
        void isRefusedWithTheRealmOfAnother() {
            PacClient carol = new PacClient(List.of("alice"), "PARTNER.COM", PacForge.AUTH_TIME);

            assertRefused(
                    () -> Refusal.signed(named("alice@EXAMPLE.COM")).check(carol),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "\"alice@PARTNER.COM\"");
        }

        @Test
        void isShownSafely() {
            assertThat(Refusal.of(() -> check("al\"i\nce\u202e", "alice")).seen())
                    .contains("\"al\\u{22}i\\u{a}ce\\u{202e}\"");
        }

        private VerifiedPac check(String inPac, String inTicket) throws RefusedException {
            PacClient client = new PacClient(List.of(inTicket.split(" ")), REALM, PacForge.AUTH_TIME);
            return Refusal.signed(named(inPac)).check(client);
        }

        private Bytes named(String name) {
            return PacForge.ofAlice()
                    .put(PacForge.CLIENT_INFO, PacForge.clientInfo(name, PacForge.AUTH_TIME))
                    .signed();
        }
    }

    @Nested
    class Times {
        @ParameterizedTest
        @ValueSource(strings = {"PT0S", "PT0.0000001S", "PT0.9999999S"})
        void partOfASecondDoesNotCount(Duration later) throws RefusedException {
            assertThat(check(PacForge.AUTH_TIME.plus(later), PacForge.AUTH_TIME))
                    .isNotNull();
            assertThat(check(PacForge.AUTH_TIME, PacForge.AUTH_TIME.plus(later)))
                    .isNotNull();
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT1S", "PT-1S", "PT-0.0000001S", "PT1H", "PT-24H"})
        void anotherSecondIsRefused(Duration later) {
            assertRefused(
                    () -> check(PacForge.AUTH_TIME.plus(later), PacForge.AUTH_TIME),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "PAC_CLIENT_INFO.ClientId");
        }

        @ParameterizedTest
        @ValueSource(longs = {0, Long.MAX_VALUE, -1, Long.MIN_VALUE})
        void neverIsNoTime(long clientId) {
            Bytes info = PacForge.joined(PacForge.little(clientId, 8), PacForge.little(10, 2), PacForge.utf16("alice"));

            assertRefused(
                    PacForge.ofAlice().put(PacForge.CLIENT_INFO, info).signed(),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "is never, and the ticket of \"alice@EXAMPLE.COM\" has the authtime 2026-11-22T09:15:00Z");
        }

        private VerifiedPac check(Instant inPac, Instant inTicket) throws RefusedException {
            Bytes pac = PacForge.ofAlice()
                    .put(PacForge.CLIENT_INFO, PacForge.clientInfo("alice", inPac))
                    .signed();
            return Refusal.signed(pac).check(new PacClient(List.of("alice"), REALM, inTicket));
        }
    }

    @Test
    void pacWithoutAClientIsRefused() {
        assertRefused(
                PacForge.ofAlice().remove(PacForge.CLIENT_INFO).signed(),
                FailureCode.PAC_OF_ANOTHER_CLIENT,
                "does not have PAC_CLIENT_INFO");
    }

    /** As MIT's, Heimdal's and Samba's tests check it. */
    @Nested
    class OfOthers {
        @ParameterizedTest
        @MethodSource("org.gatehouse.pac.PacVector#withServerKey")
        void pacIsRefusedForAnyOtherClientThanItsOwn(PacVector vector) throws Exception {
            PacClient client = vector.client();
            ServerSignedPac pac = vector.serverSigned();

            assertRefused(
                    () -> pac.check(new PacClient(
                            client.cname(), client.crealm(), client.authTime().plusSeconds(1))),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "ClientId");
            if (!vector.entry().text("Name").contains("@")) {
                assertRefused(
                        () -> pac.check(new PacClient(
                                List.of(client.name() + "@" + client.crealm()), client.crealm(), client.authTime())),
                        FailureCode.PAC_OF_ANOTHER_CLIENT,
                        "Name");
            }
        }

        @Test
        void realmAfterTheNameIsThatOfTheTicket() throws Exception {
            PacVector vector = PacVector.named("mit-s4u-pac-ent-xrealm");
            PacClient client = vector.client();

            assertThat(client.name()).isEqualTo("w2k8u@abc");
            assertThat(vector.serverSigned().check(client).logonInfo()).isPresent();
            assertRefused(
                    () -> vector.serverSigned().check(new PacClient(client.cname(), "OTHER.COM", client.authTime())),
                    FailureCode.PAC_OF_ANOTHER_CLIENT,
                    "\"w2k8u@abc@ACME.COM\"");
        }
    }
}
