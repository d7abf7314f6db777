package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.Sealer;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.failure.StandardError;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.mechanism.InitialContextToken;
import org.gatehouse.mechanism.MechanismOid;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerberosAcceptorTest {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final Duration SKEW = Duration.ofMinutes(5);

    @Nested
    class GoodToken {
        @Test
        void tellsWhoTheClientIs() throws Exception {
            Identity identity = accept(forge -> {}).identity();

            assertThat(identity.qualifiedName()).isEqualTo("alice@EXAMPLE.COM");
            assertThat(identity.realm()).isEqualTo("EXAMPLE.COM");
            assertThat(identity.ticket().service()).isEqualTo("HTTP/portal.example.com@EXAMPLE.COM");
            assertThat(identity.ticket().encryptionType()).isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
            assertThat(identity.ticket().authenticationTime()).isEqualTo(Forge.NOW.minus(1, ChronoUnit.HOURS));
            assertThat(identity.ticket().endTime()).isEqualTo(Forge.NOW.plus(9, ChronoUnit.HOURS));
        }

        @Test
        void isNotAnsweredUnlessTheClientAsksForIt() throws Exception {
            KerberosAcceptor.Accepted accepted = accept(forge -> {});

            assertThat(accepted.response().isEmpty()).isTrue();
            assertThat(accepted.identity().ticket().mutual()).isFalse();
        }

        @Test
        void isAnsweredWithTheAuthenticatorsTimeWhenTheApOptionsAskForIt() throws Exception {
            KerberosAcceptor.Accepted accepted = accept(forge -> forge.apOptions = 1 << 29);

            assertThat(accepted.identity().ticket().mutual()).isTrue();
            assertThat(readApRep(accepted.response(), MechanismOid.KERBEROS))
                    .isEqualTo(Forge.NOW.plusNanos(123_456_000));
        }

        @Test
        void isAnsweredWhenTheGssFlagsAskForIt() throws Exception {
            KerberosAcceptor.Accepted accepted = accept(forge -> forge.checksum = Forge.gssChecksum(0x02));

            assertThat(readApRep(accepted.response(), MechanismOid.KERBEROS))
                    .isEqualTo(Forge.NOW.plusNanos(123_456_000));
        }

        @Test
        void isAnsweredInTheFramingItCameIn() throws Exception {
            KerberosAcceptor.Accepted accepted = accept(forge -> {
                forge.framingOid = MechanismOid.MS_KERBEROS.content();
                forge.apOptions = 1 << 29;
            });

            assertThat(readApRep(accepted.response(), MechanismOid.MS_KERBEROS))
                    .isEqualTo(Forge.NOW.plusNanos(123_456_000));
        }

        @Test
        void mayComeFromAKdcThatUsesAes128() throws Exception {
            byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
            Identity identity = acceptor(Forge.keys(Forge.entry(Forge.SPN, 7, 17, key)))
                    .accept(
                            token(forge -> {
                                forge.ticketType = EncryptionType.AES128_CTS_HMAC_SHA1_96;
                                forge.ticketEtype = 17;
                                forge.serviceKey = key;
                                forge.sessionEtype = 17;
                                forge.authenticatorEtype = 17;
                                forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, 16);
                                forge.authenticatorKey = forge.sessionKey;
                            }),
                            PEER)
                    .identity();

            assertThat(identity.ticket().encryptionType()).isEqualTo(EncryptionType.AES128_CTS_HMAC_SHA1_96);
        }

        @ParameterizedTest
        @EnumSource
        void mayHaveATicketAndASessionKeyOfAnyAcceptedType(EncryptionType type) throws Exception {
            byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, type.keyLength());
            ServiceKeys keys = Forge.keys(Set.of(type), Forge.entry(Forge.SPN, 7, type.number(), key));

            KerberosAcceptor.Accepted accepted =
                    acceptor(keys).accept(token(forge -> forge.ofType(type).apOptions = 1 << 29), PEER);

            assertThat(accepted.identity().ticket().encryptionType()).isEqualTo(type);
            assertThat(accepted.response().isEmpty()).isFalse();
        }

        @Test
        void mayHaveASessionKeyOfAnotherTypeThanTheTickets() throws Exception {
            Identity identity = accept(forge -> {
                        forge.sessionEtype = 19;
                        forge.authenticatorEtype = 19;
                        forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, 16);
                        forge.authenticatorKey = forge.sessionKey;
                    })
                    .identity();

            assertThat(identity.ticket().encryptionType()).isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
        }

        @Test
        void mayLackAKeyVersionThenEveryKeyOfTheTypeIsTried() throws Exception {
            ServiceKeys keys = Forge.keys(
                    Forge.entry(Forge.SPN, 9, 18, new byte[32]), Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

            Identity identity = acceptor(keys)
                    .accept(token(forge -> forge.kvno = OptionalLong.empty()), PEER)
                    .identity();

            assertThat(identity.name()).isEqualTo("alice");
        }

        @Test
        void mayNameTheServiceInAnyCase() throws Exception {
            assertThat(accept(forge -> forge.sname = "http/Portal.Example.COM")
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void forHttpOpensWithTheKeyOfHost() throws Exception {
            ServiceKeys keys = Forge.keys(Forge.entry("HOST/portal.example.com", 7, 18, Forge.SERVICE_KEY));

            assertThat(acceptor(keys)
                            .accept(token(forge -> {}), PEER)
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void mayCarryAuthorizationDataThatIsOnlyRelevantToSome() throws Exception {
            KerberosAcceptor.Accepted accepted = accept(forge -> {
                forge.ticketAuthorizationData = Forge.authorizationData(10, 1);
                forge.authenticatorAuthorizationData = Forge.authorizationData(8, 1);
            });

            assertThat(accepted.identity().name()).isEqualTo("alice");
        }

        @Test
        void ofARealmThatOursTrustsDirectlyKeepsThatRealm() throws Exception {
            Identity identity = accept(forge -> {
                        forge.crealm = "PARTNER.EXAMPLE";
                        forge.authenticatorRealm = "PARTNER.EXAMPLE";
                        forge.flags = 0;
                    })
                    .identity();

            assertThat(identity.qualifiedName()).isEqualTo("alice@PARTNER.EXAMPLE");
        }

        @Test
        void mayHavePassedOtherRealmsWhenTheKdcHasCheckedThem() throws Exception {
            assertThat(accept(forge -> forge.transited = "MIDDLE.EXAMPLE")
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void mayNameOurRealmInAnotherCase() throws Exception {
            assertThat(accept(forge -> forge.realm = "example.com").identity().name())
                    .isEqualTo("alice");
        }

        /** MIT's and Heimdal's acceptors search their keytab alike: what the key opens, its owner has sealed. */
        @ParameterizedTest
        @ValueSource(longs = {0, 1, 6, 8, 255, 256, 263, 0x7fff_ffffL, 0xffff_ffffL})
        void mayNameAnotherVersionOfTheKeyThatOpensIt(long kvno) throws Exception {
            Identity identity =
                    accept(forge -> forge.kvno = OptionalLong.of(kvno)).identity();

            assertThat(identity.ticket().kvno()).isEqualTo(7);
        }

        @Test
        void mayAskForAPortIfTheKeytabHasTheNameWithIt() throws Exception {
            ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN + ":8443", 7, 18, Forge.SERVICE_KEY));

            assertThat(acceptor(keys)
                            .accept(token(forge -> forge.sname = Forge.SPN + ":8443"), PEER)
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void mayBeForAnyServiceOfSeveralKeytabs() throws Exception {
            ServiceKeys first = Forge.keys(Forge.entry("HTTP/a.example.com", 3, 18, new byte[32]));
            ServiceKeys second = Forge.keys(Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));
            ServiceKeys both = ServiceKeys.merged(List.of(first, second));

            assertThat(outcome(acceptor(both), forge -> {})).isEqualTo("alice");
            assertThat(outcome(acceptor(both), forge -> {
                        forge.sname = "HTTP/a.example.com";
                        forge.serviceKey = new byte[32];
                    }))
                    .isEqualTo("alice");
        }

        @Test
        void mayComeFromAnyRealmOfTheKeytab() throws Exception {
            Keytab.Entry elsewhere = new Keytab.Entry(
                    "OTHER.EXAMPLE",
                    new PrincipalName(1, List.of("HTTP", "portal.example.com")),
                    1,
                    18,
                    SecretBytes.copyOf(new byte[32]));
            ServiceKeys keys = Forge.keys(elsewhere, Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

            assertThat(outcome(acceptor(keys), forge -> {})).isEqualTo("alice");
            assertThat(outcome(acceptor(keys), forge -> {
                        forge.realm = "OTHER.EXAMPLE";
                        forge.serviceKey = new byte[32];
                    }))
                    .isEqualTo("alice");
        }

        @Test
        void tellsWhatTheClientAskedFor() throws Exception {
            ContextFacts context = accept(forge -> {
                        forge.checksum = Forge.gssChecksum(0x3e);
                        forge.checksum[4] = 1;
                    })
                    .identity()
                    .ticket()
                    .context();

            assertThat(context).isEqualTo(new ContextFacts(0x3e, true, true, false));
        }

        @Test
        void mayCarryADelegatedTicketAndWhateverFollows() throws Exception {
            ContextFacts context = accept(forge -> forge.checksum = Forge.delegating(1, 3, 3 + 5))
                    .identity()
                    .ticket()
                    .context();

            assertThat(context).isEqualTo(new ContextFacts(1, false, false, true));
        }

        @Test
        void mayCarryASubkey() throws Exception {
            assertThat(accept(forge -> forge.subkey = Forge.key(6, 17, new byte[16]))
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void opensWithAKeyOfNoParticularVersion() throws Exception {
            ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN, 0, 18, Forge.SERVICE_KEY));

            assertThat(acceptor(keys)
                            .accept(token(forge -> {}), PEER)
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void opensWithAKeyWhoseVersionWasCutToEightBits() throws Exception {
            ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN, 44, 18, Forge.SERVICE_KEY));

            assertThat(acceptor(keys)
                            .accept(token(forge -> forge.kvno = OptionalLong.of(300)), PEER)
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        /** An account whose name holds the separators must not look like another one. */
        @Test
        void ofAClientWithSeparatorsInItsNameIsEscaped() throws Exception {
            Identity identity = accept(forge -> {
                        forge.cname = List.of("admin@OTHER.REALM", "a/b");
                        forge.authenticatorName = forge.cname;
                    })
                    .identity();

            assertThat(identity.qualifiedName()).isEqualTo("admin\\@OTHER.REALM/a\\/b@EXAMPLE.COM");
        }
    }

    @Nested
    class TheTicketIsRefused {
        @Test
        void whenItsNameIsNotInTheKeytab() {
            Failure failure = refused(forge -> {
                forge.sname = "HTTP/other.example.com";
                forge.serviceKey = Arrays.copyOf(new byte[] {1}, 32);
            });

            assertThat(failure.code()).isEqualTo(FailureCode.NO_KEY_FOR_NAME);
            assertThat(failure.seen())
                    .contains("HTTP/other.example.com@EXAMPLE.COM", "HTTP/portal.example.com@EXAMPLE.COM");
        }

        @Test
        void withTheNameToAddWhenItOpensWithTheKeyOfAnother() {
            Failure failure = refused(forge -> forge.sname = "HTTP/alias.example.com");

            assertThat(failure)
                    .hasToString("GH-K016 KRB_AP_ERR_NOT_US (35): the ticket is for"
                            + " HTTP/alias.example.com@EXAMPLE.COM, a name that is not in http.keytab, though it opens"
                            + " with the key of HTTP/portal.example.com@EXAMPLE.COM there. Both names are on one"
                            + " account: add HTTP/alias.example.com to the keytab (ktpass /princ"
                            + " HTTP/alias.example.com@EXAMPLE.COM /in …, or ktutil), or list the accepted names in the"
                            + " attribute spn.");
        }

        @Test
        void whenItAsksForAPortThatTheKeytabHasNot() {
            assertThat(refused(forge -> forge.sname = Forge.SPN + ":8443").code())
                    .isEqualTo(FailureCode.NAME_NOT_IN_KEYTAB);
        }

        @Test
        void whenItsNameIsNotAmongTheAcceptedOnes() {
            AcceptorPolicy policy = policy("HTTP/other.example.com, HTTP/third");

            Failure failure = refused(acceptor(Forge.keys(), policy), forge -> {});

            assertThat(failure.code()).isEqualTo(FailureCode.NAME_NOT_ACCEPTED);
            assertThat(failure.seen()).contains("only HTTP/other.example.com, HTTP/third may be asked for");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/Portal.Example.Com",
                    "http/portal.example.com@example.com",
                    "HOST/portal.example.com",
                    "HTTP/x HTTP/portal.example.com",
                    "*"
                })
        void notWhenItsNameIsAccepted(String spn) {
            assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> {}))
                    .isEqualTo("alice");
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP/alias", "*"})
        void notWhenItOpensWithTheKeyOfAnotherNameAndItsOwnIsAccepted(String spn) {
            assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> forge.sname = "HTTP/alias"))
                    .isEqualTo("alice");
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP/portal.example.com@OTHER.EXAMPLE", "HTTP/portal.example.com:8443"})
        void whenTheAcceptedNameIsOfAnotherRealmOrPort(String spn) {
            assertThat(outcome(acceptor(Forge.keys(), policy(spn)), forge -> {}))
                    .isEqualTo("GH-K017");
        }

        /** Whoever reaches the server decides how many keys are tried: they are bounded. */
        @Test
        void withoutTryingEveryKeyOfALargeKeytab() {
            Keytab.Entry[] entries = IntStream.range(0, 17)
                    .mapToObj(i -> Forge.entry("HTTP/host" + i, 100 - i, 18, key(i)))
                    .toArray(Keytab.Entry[]::new);

            assertThat(outcome(acceptor(Forge.keys(entries)), forge -> {
                        forge.sname = "HTTP/unknown";
                        forge.serviceKey = key(15);
                    }))
                    .isEqualTo("GH-K016");
            assertThat(outcome(acceptor(Forge.keys(entries)), forge -> {
                        forge.sname = "HTTP/unknown";
                        forge.serviceKey = key(16);
                    }))
                    .isEqualTo("GH-K010");
        }

        @Test
        void whenTheRealmsAreListedAndItsIsNot() {
            AcceptorPolicy policy = new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of("a.example")));

            Failure failure = refused(acceptor(Forge.keys(), policy), forge -> {
                forge.crealm = "PARTNER.EXAMPLE";
                forge.authenticatorRealm = "PARTNER.EXAMPLE";
            });

            assertThat(failure.code()).isEqualTo(FailureCode.UNTRUSTED_REALM);
            assertThat(failure.seen()).contains("alice@PARTNER.EXAMPLE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"EXAMPLE.COM", "PARTNER.EXAMPLE"})
        void notWhenTheRealmsAreListedAndItsIsOneOrOurs(String realm) {
            AcceptorPolicy policy =
                    new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of("Partner.Example")));

            assertThat(outcome(acceptor(Forge.keys(), policy), forge -> {
                        forge.crealm = realm;
                        forge.authenticatorRealm = realm;
                    }))
                    .isEqualTo("alice");
        }

        @Test
        void whenItsServiceIsNotHttpAndOnlyHostIsHeld() {
            ServiceKeys keys = Forge.keys(Forge.entry("HOST/portal.example.com", 7, 18, Forge.SERVICE_KEY));

            assertThat(refused(acceptor(keys), forge -> forge.sname = "cifs/portal.example.com")
                            .code())
                    .isEqualTo(FailureCode.NAME_NOT_IN_KEYTAB);
        }

        @Test
        void whenAnotherRealmHasIssuedIt() {
            Failure failure = refused(forge -> forge.realm = "OTHER.EXAMPLE");

            assertThat(failure.code()).isEqualTo(FailureCode.OTHER_REALM);
            assertThat(failure.seen()).contains("OTHER.EXAMPLE", "EXAMPLE.COM");
        }

        @Test
        void whenItsTypeIsNotAccepted() {
            Failure failure = refused(forge -> forge.ticketEtype = 23);

            assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
            assertThat(failure.seen()).contains("rc4-hmac (23)");
        }

        @Test
        void whenItsTypeIsRc4AndNobodyHasAllowedThat() {
            byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
            ServiceKeys keys =
                    Forge.keys(Forge.entry(Forge.SPN, 7, 23, key), Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

            Failure failure = refused(acceptor(keys), forge -> forge.ofType(EncryptionType.RC4_HMAC));

            assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
        }

        @Test
        void whenOnlyRc4IsAllowedAndItIsNot() {
            ServiceKeys keys =
                    Forge.keys(Set.of(EncryptionType.RC4_HMAC), Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

            assertThat(refused(acceptor(keys), forge -> {}).code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
        }

        @Test
        void whenItIsOfTheExportVariantOfRc4WhateverIsAllowed() {
            ServiceKeys keys = Forge.keys(Set.of(EncryptionType.values()), Forge.entry(Forge.SPN, 7, 24, new byte[16]));

            assertThat(refused(acceptor(keys), forge -> forge.ticketEtype = 24).code())
                    .isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
        }

        @Test
        void whenTheKeytabLacksItsType() {
            ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN, 7, 17, new byte[16]));
            Failure failure = refused(acceptor(keys), forge -> {});

            assertThat(failure.code()).isEqualTo(FailureCode.NO_KEY_OF_ENCTYPE);
            assertThat(failure.seen()).contains("aes256-sha1", "aes128-sha1");
        }

        @Test
        void whenThePasswordWasChangedAfterTheKeytabWasMade() {
            Failure failure = refused(forge -> {
                forge.kvno = OptionalLong.of(8);
                forge.serviceKey = Arrays.copyOf(new byte[] {8}, 32);
            });

            assertThat(failure)
                    .hasToString(
                            "GH-K013 KRB_AP_ERR_BADKEYVER (44): the ticket for"
                                    + " HTTP/portal.example.com@EXAMPLE.COM is sealed with kvno 8, http.keytab holds 7 and 6:"
                                    + " the account's password was changed after the keytab was made. Export it again (ktpass"
                                    + " without /kvno: it sets the password anew, and writes the version that the key then has).");
        }

        @Test
        void whenItIsOlderThanEveryKeyInTheKeytab() {
            Failure failure = refused(forge -> {
                forge.kvno = OptionalLong.of(5);
                forge.serviceKey = Arrays.copyOf(new byte[] {5}, 32);
            });

            assertThat(failure.code()).isEqualTo(FailureCode.KVNO_MISMATCH);
            assertThat(failure.remedy()).contains("klist purge");
        }

        @Test
        void whenItIsSealedWithAnotherAccountsKey() {
            Failure failure = refused(forge -> forge.serviceKey = new byte[32]);

            assertThat(failure)
                    .hasToString("GH-K012 KRB_AP_ERR_MODIFIED (41): the ticket for HTTP/portal.example.com (kvno 7,"
                            + " aes256-sha1) does not open with the key of that name in http.keytab (kvno 7 and 6). Usually"
                            + " the SPN sits on two accounts or on another one than the keytab was made from: setspn -Q"
                            + " HTTP/portal.example.com; then ktpass again for its only owner.");
        }

        @Test
        void whenItsSessionKeyIsOfATypeThatIsNotAccepted() {
            Failure failure = refused(forge -> {
                forge.sessionEtype = 23;
                forge.authenticatorEtype = 23;
            });

            assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
            assertThat(failure.seen()).contains("session key", "rc4-hmac (23)");
        }

        @Test
        void whenItsSessionKeyHasNotTheLengthOfItsType() {
            assertThat(refused(forge -> forge.sessionKey = new byte[31]).code())
                    .isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
        }

        @Test
        void whenItIsSealedWithASessionKey() {
            assertThat(refused(forge -> forge.apOptions = 1 << 30).code()).isEqualTo(FailureCode.USER_TO_USER);
        }

        @Test
        void whenItEndedLongerAgoThanTheSkew() {
            Failure failure = refused(forge -> forge.endTime = Forge.NOW.minusSeconds(301));

            assertThat(failure.code()).isEqualTo(FailureCode.TICKET_EXPIRED);
            assertThat(failure.seen()).contains("5 min 1 s ago");
        }

        @Test
        void notWhenItEndedWithinTheSkew() throws Exception {
            assertThat(accept(forge -> forge.endTime = Forge.NOW.minusSeconds(300))
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void whenItBeginsLaterThanTheSkew() {
            assertThat(refused(forge -> forge.startTime = Forge.NOW.plusSeconds(301))
                            .code())
                    .isEqualTo(FailureCode.TICKET_NOT_YET_VALID);
        }

        @Test
        void notWhenItBeginsWithinTheSkew() throws Exception {
            assertThat(accept(forge -> forge.startTime = Forge.NOW.plusSeconds(300))
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void whenItIsMarkedInvalid() {
            assertThat(refused(forge -> forge.flags |= 1 << (31 - 7)).code()).isEqualTo(FailureCode.TICKET_INVALID);
        }

        @Test
        void whenNobodyHasCheckedTheRealmsThatItPassed() {
            Failure failure = refused(forge -> {
                forge.flags = 0;
                forge.transited = "MIDDLE.EXAMPLE";
            });

            assertThat(failure.code()).isEqualTo(FailureCode.TRANSIT_NOT_CHECKED);
        }

        @Test
        void whenItIsMarkedAnonymous() {
            assertThat(refused(forge -> forge.flags |= 1 << (31 - 16)).code()).isEqualTo(FailureCode.ANONYMOUS_CLIENT);
        }

        @Test
        void whenItsClientIsTheOneThatEverybodyMayBe() {
            Failure failure = refused(forge -> {
                forge.cname = List.of("WELLKNOWN", "ANONYMOUS");
                forge.authenticatorName = forge.cname;
            });

            assertThat(failure.code()).isEqualTo(FailureCode.ANONYMOUS_CLIENT);
        }

        @Test
        void whenItsRealmIsTheOneThatEverybodyMayBeIn() {
            Failure failure = refused(forge -> {
                forge.crealm = "WELLKNOWN:ANONYMOUS";
                forge.authenticatorRealm = forge.crealm;
            });

            assertThat(failure.code()).isEqualTo(FailureCode.ANONYMOUS_CLIENT);
        }

        @Test
        void whenTheKeytabHasItsNameWithTypesThatAreNotAccepted() {
            ServiceKeys keys = Forge.keys(
                    Forge.entry(Forge.SPN, 7, 23, new byte[16]), Forge.entry("HTTP/other", 7, 18, new byte[32]));
            Failure failure = refused(acceptor(keys), forge -> {});

            assertThat(failure.code()).isEqualTo(FailureCode.NO_KEY_OF_ENCTYPE);
            assertThat(failure.seen()).contains("http.keytab has that name with rc4-hmac (23) only");
        }

        @Test
        void whenWhatIsInsideIsMalformedWhichNoProxyCanHaveDone() {
            Failure failure = refused(forge -> forge.crealm = "\n");

            assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
            assertThat(failure.seen()).contains("sealed inside", "Ticket.EncTicketPart.SEQUENCE.crealm: BAD_VALUE");
            assertThat(failure.remedy()).doesNotContain("proxy");
        }

        @Test
        void whenItCarriesARestrictionThatIsNotUnderstood() {
            assertThat(refused(forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 4))
                            .code())
                    .isEqualTo(FailureCode.CRITICAL_AUTHORIZATION_DATA);
        }
    }

    @Nested
    class TheAuthenticatorIsRefused {
        @Test
        void whenItDoesNotOpenWithTheTicketsKey() {
            assertThat(refused(forge -> forge.authenticatorKey = new byte[32]).code())
                    .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
        }

        @Test
        void whenItClaimsAnotherTypeThanTheTicketsKey() {
            assertThat(refused(forge -> forge.authenticatorEtype = 17).code())
                    .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
        }

        @Test
        void whenItNamesAnotherClient() {
            Failure failure = refused(forge -> forge.authenticatorName = List.of("bob"));

            assertThat(failure.code()).isEqualTo(FailureCode.WRONG_CLIENT);
            assertThat(failure.seen()).contains("alice@EXAMPLE.COM", "bob@EXAMPLE.COM");
        }

        @Test
        void whenItNamesTheClientInAnotherCase() {
            assertThat(refused(forge -> forge.authenticatorName = List.of("Alice"))
                            .code())
                    .isEqualTo(FailureCode.WRONG_CLIENT);
        }

        @Test
        void whenItNamesAnotherRealm() {
            assertThat(refused(forge -> forge.authenticatorRealm = "OTHER.EXAMPLE")
                            .code())
                    .isEqualTo(FailureCode.WRONG_CLIENT);
        }

        @Test
        void whenItsChecksumIsNotThatOfGss() {
            assertThat(refused(forge -> forge.checksumType = 16).code()).isEqualTo(FailureCode.NO_GSS_CHECKSUM);
        }

        @Test
        void whenItsGssChecksumIsCut() {
            Failure failure = refused(forge -> forge.checksum = Arrays.copyOf(forge.checksum, 23));

            assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
            assertThat(failure.seen()).contains("Authenticator.cksum.Flags: TRUNCATED");
        }

        @Test
        void whenItsDelegatedTicketIsCutAnywhere() {
            byte[] whole = Forge.delegating(1, 40, 40);
            for (int length = 24; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);

                assertThat(refused(forge -> forge.checksum = cut).code())
                        .as("%d bytes", length)
                        .isEqualTo(FailureCode.MALFORMED_KERBEROS);
            }
        }

        @Test
        void whenItsDelegationOptionIsNotOne() {
            Failure failure = refused(forge -> forge.checksum = Forge.delegating(2, 3, 3));

            assertThat(failure.seen()).contains("Authenticator.cksum.DlgOpt: BAD_VALUE");
        }

        @ParameterizedTest
        @CsvSource({"23, 16", "18, 16", "-1, 8"})
        void whenItsSubkeyIsOfATypeThatIsNotAccepted(int etype, int length) {
            Failure failure = refused(forge -> forge.subkey = Forge.key(6, etype, new byte[length]));

            assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
            assertThat(failure.seen()).contains("subkey", "alice@EXAMPLE.COM");
        }

        @Test
        void whenItsGssChecksumLiesAboutItsLength() {
            assertThat(refused(forge -> forge.checksum[0] = 17).code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        }

        @Test
        void whenItIsOfAnotherVersion() {
            assertThat(refused(forge -> forge.authenticatorVersion = 4).code()).isEqualTo(FailureCode.BAD_VERSION);
        }

        @Test
        void whenItCarriesARestrictionThatIsNotUnderstood() {
            assertThat(refused(forge -> forge.authenticatorAuthorizationData = Forge.authorizationData(8, 4))
                            .code())
                    .isEqualTo(FailureCode.CRITICAL_AUTHORIZATION_DATA);
        }

        @Test
        void whenTheClientsClockIsAhead() {
            Failure failure = refused(forge -> forge.ctime = Forge.NOW.plusSeconds(432));

            assertThat(failure)
                    .hasToString("GH-K031 KRB_AP_ERR_SKEW (37): the clock of alice@EXAMPLE.COM's computer (10.1.2.3) is"
                            + " 7 min 12 s ahead of this server; the limit is 5 min. Compare both with the domain's"
                            + " clock (w32tm /resync, chronyc makestep).");
        }

        @Test
        void whenTheClientsClockIsBehind() {
            Failure failure = refused(forge -> forge.ctime = Forge.NOW.minusSeconds(433));

            assertThat(failure.code()).isEqualTo(FailureCode.SKEW);
            assertThat(failure.seen()).contains("7 min 12 s behind this server");
        }

        @ParameterizedTest(name = "{0} s {1} µs from now: {2}")
        @CsvSource({"300, 0, true", "300, 1, false", "-300, 0, true", "-301, 999999, false"})
        void exactlyOutsideOfTheSkew(int seconds, int cusec, boolean accepted) {
            Consumer<Forge> change = forge -> {
                forge.ctime = Forge.NOW.plusSeconds(seconds);
                forge.cusec = cusec;
            };

            assertThat(outcome(acceptor(Forge.keys()), change)).isEqualTo(accepted ? "alice" : "GH-K031");
        }
    }

    @Nested
    class Replays {
        @Test
        void areRefused() throws Exception {
            KerberosAcceptor acceptor = acceptor(Forge.keys());
            InitialContextToken token = token(forge -> {});
            acceptor.accept(token, PEER);

            Failure failure = failure(acceptor, token);

            assertThat(failure.code()).isEqualTo(FailureCode.REPLAY);
            assertThat(failure.code().standardError()).contains(StandardError.KRB_AP_ERR_REPEAT);
        }

        @Test
        void areNotWhatASecondTokenOfTheSameTicketIs() throws Exception {
            KerberosAcceptor acceptor = acceptor(Forge.keys());
            acceptor.accept(token(forge -> {}), PEER);

            assertThat(acceptor.accept(token(forge -> forge.cusec = 1), PEER)
                            .identity()
                            .name())
                    .isEqualTo("alice");
        }

        @Test
        void ofARefusedTokenAreRefusedForTheSameReason() {
            KerberosAcceptor acceptor = acceptor(Forge.keys());
            InitialContextToken token = token(forge -> forge.authenticatorName = List.of("bob"));

            assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
            assertThat(failure(acceptor, token).code()).isEqualTo(FailureCode.WRONG_CLIENT);
        }

        @Test
        void areStillRecognisedWhenTheCacheIsFullAndNewcomersAreRefused() throws Exception {
            KerberosAcceptor acceptor = acceptor(Forge.keys(), new ReplayCache(1, new SecureRandom()));
            InitialContextToken first = token(forge -> {});
            acceptor.accept(first, PEER);
            Set<String> outcomesOfNewcomers = IntStream.range(0, 1000)
                    .mapToObj(cusec -> outcome(acceptor, forge -> forge.cusec = cusec))
                    .collect(Collectors.toSet());

            assertThat(outcomesOfNewcomers).containsExactlyInAnyOrder("alice", "GH-K035");
            assertThat(failure(acceptor, first).code()).isEqualTo(FailureCode.REPLAY);
        }
    }

    @Nested
    class MalformedTokens {
        @Test
        void everyPrefixOfAnApReqIsRefused() {
            Bytes apReq = new Forge().apReq();
            KerberosAcceptor acceptor = acceptor(Forge.keys());

            for (int length = 0; length < apReq.length(); length++) {
                Failure failure = failure(acceptor, framed(0x0100, apReq.slice(0, length)));

                assertThat(failure.code()).as("the first %d bytes", length).isEqualTo(FailureCode.MALFORMED_KERBEROS);
            }
        }

        @Test
        void everyFlippedBitOfAnApReqIsRefused() {
            byte[] apReq = new Forge().apReq().toArray();
            KerberosAcceptor acceptor = acceptor(Forge.keys());

            for (int bit = 0; bit < apReq.length * 8; bit++) {
                byte[] changed = apReq.clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                String outcome = outcome(acceptor, framed(0x0100, Bytes.of(changed)));

                // The options, the type of a name and the key's version stand outside every seal, and the case of a
                // name
                // means nothing.
                if (!outcome.equals("alice")) {
                    assertThat(outcome).startsWith("GH-K");
                } else {
                    assertThat(publicAndMeaningless(apReq, changed))
                            .as("bit %d", bit)
                            .isTrue();
                    acceptor = acceptor(Forge.keys());
                }
            }
        }

        private boolean publicAndMeaningless(byte[] original, byte[] changed) {
            try {
                ApReq before = ApReq.parse(Bytes.of(original));
                ApReq after = ApReq.parse(Bytes.of(changed));
                return before.ticket()
                                .encPart()
                                .cipher()
                                .equals(after.ticket().encPart().cipher())
                        && before.ticket().encPart().etype()
                                == after.ticket().encPart().etype()
                        && before.authenticator()
                                .cipher()
                                .equals(after.authenticator().cipher())
                        && before.ticket()
                                .sname()
                                .foldedCase()
                                .equals(after.ticket().sname().foldedCase());
            } catch (WireException e) {
                return false;
            }
        }

        @Test
        void bytesAfterTheApReqAreRefused() {
            Bytes apReq = new Forge().apReq();
            byte[] longer = Arrays.copyOf(apReq.toArray(), apReq.length() + 1);

            Failure failure = failure(acceptor(Forge.keys()), framed(0x0100, Bytes.of(longer)));

            assertThat(failure.seen()).contains("TRAILING");
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0200, 0x0300, 0x0501, 0x0000})
        void otherMessagesThanAnApReqAreRefused(int tokId) {
            assertThat(refused(forge -> forge.tokId = tokId).code()).isEqualTo(FailureCode.NOT_AN_AP_REQ);
        }

        @Test
        void anotherVersionIsRefused() {
            assertThat(refused(forge -> forge.pvno = 4).code()).isEqualTo(FailureCode.BAD_VERSION);
        }

        @Test
        void anotherMessageTypeIsRefused() {
            assertThat(refused(forge -> forge.msgType = 15).code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        }

        @Test
        void anotherApplicationTagIsRefused() {
            Failure failure = refused(forge -> forge.apReqTag = Tag.application(15));

            assertThat(failure.seen()).contains("KRB5.AP-REQ: BAD_TAG at byte 0");
        }

        private InitialContextToken framed(int tokId, Bytes message) {
            byte[] inner = new byte[2 + message.length()];
            inner[0] = (byte) (tokId >>> 8);
            inner[1] = (byte) tokId;
            message.copyTo(inner, 2);
            return new InitialContextToken(MechanismOid.KERBEROS.content(), Bytes.of(inner));
        }
    }

    @Test
    void writesKrbErrorsThatNameItself() throws Exception {
        InitialContextToken error = InitialContextToken.parse(
                acceptor(Forge.keys()).error(token(forge -> {}), StandardError.KRB_AP_ERR_SKEW));

        Bytes message = error.innerToken();
        assertThat(message.slice(0, 2)).isEqualTo(Bytes.of(new byte[] {3, 0}));
        DerReader der = new DerReader(message.slice(2, message.length() - 2).cursor("test"));
        der.enter("KRB-ERROR", Tag.application(30));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(der.integer(0, "pvno", 0, 99)).isEqualTo(5);
        assertThat(der.integer(1, "msg-type", 0, 99)).isEqualTo(30);
        assertThat(der.time(4, "stime")).isEqualTo(Forge.NOW);
        assertThat(der.integer(5, "susec", 0, 999_999)).isZero();
        assertThat(der.integer(6, "error-code", 0, 99)).isEqualTo(37);
        assertThat(der.string(9, "realm", 99)).isEqualTo(Forge.REALM);
        assertThat(PrincipalName.parse(der, 10, "sname")).hasToString(Forge.SPN);
        der.leave();
        der.leave();
    }

    private static KerberosAcceptor.Accepted accept(Consumer<Forge> change) throws RefusedException {
        return acceptor(Forge.keys()).accept(token(change), PEER);
    }

    private static Failure refused(Consumer<Forge> change) {
        return refused(acceptor(Forge.keys()), change);
    }

    private static Failure refused(KerberosAcceptor acceptor, Consumer<Forge> change) {
        return failure(acceptor, token(change));
    }

    private static Failure failure(KerberosAcceptor acceptor, InitialContextToken token) {
        return catchThrowableOfType(RefusedException.class, () -> acceptor.accept(token, PEER))
                .failure();
    }

    /** The client's name, or the code of the refusal. */
    private static String outcome(KerberosAcceptor acceptor, Consumer<Forge> change) {
        return outcome(acceptor, token(change));
    }

    private static String outcome(KerberosAcceptor acceptor, InitialContextToken token) {
        try {
            return acceptor.accept(token, PEER).identity().name();
        } catch (RefusedException e) {
            return e.failure().code().code();
        }
    }

    private static InitialContextToken token(Consumer<Forge> change) {
        try {
            return InitialContextToken.parse(Forge.with(change).kerberos());
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static KerberosAcceptor acceptor(ServiceKeys keys) {
        return acceptor(keys, new ReplayCache(1 << 20, new SecureRandom()));
    }

    private static KerberosAcceptor acceptor(ServiceKeys keys, AcceptorPolicy policy) {
        SecureRandom random = new SecureRandom();
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, SKEW);
        return new KerberosAcceptor(keys, clock, new EnginePool(random), new ReplayCache(1000, random), policy);
    }

    private static AcceptorPolicy policy(String spn) {
        return new AcceptorPolicy(AcceptedNames.parse(spn).orElseThrow(), Optional.empty());
    }

    private static byte[] key(int number) {
        return Arrays.copyOf(new byte[] {(byte) number, 99}, 32);
    }

    private static KerberosAcceptor acceptor(ServiceKeys keys, ReplayCache replays) {
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, SKEW);
        return new KerberosAcceptor(keys, clock, new EnginePool(new SecureRandom()), replays);
    }

    /** The time in an AP-REP, as the client reads it with the session key. */
    private static Instant readApRep(Bytes response, MechanismOid framing) throws Exception {
        InitialContextToken token = InitialContextToken.parse(response);
        assertThat(token.thisMech()).isEqualTo(framing.content());
        assertThat(token.innerToken().slice(0, 2)).isEqualTo(Bytes.of(new byte[] {2, 0}));
        DerReader der = new DerReader(
                token.innerToken().slice(2, token.innerToken().length() - 2).cursor("test"));
        der.enter("AP-REP", Tag.application(15));
        der.enter("SEQUENCE", Tag.SEQUENCE);
        assertThat(der.integer(0, "pvno", 0, 99)).isEqualTo(5);
        assertThat(der.integer(1, "msg-type", 0, 99)).isEqualTo(15);
        EncryptedData encPart = EncryptedData.parse(der, 2, "enc-part");
        der.leave();
        der.leave();
        Sealer sealer = new EnginePool(new SecureRandom())
                .sealer(
                        new EncryptionKey(
                                EncryptionType.AES256_CTS_HMAC_SHA1_96, SecretBytes.copyOf(Forge.SESSION_KEY)),
                        KeyUsage.AP_REP_ENC_PART);
        try (SecretBytes plaintext = sealer.open(encPart.cipher())) {
            return plaintext.use((array, offset, length) -> {
                DerReader part =
                        new DerReader(Bytes.of(array).slice(offset, length).cursor("test"));
                part.enter("EncAPRepPart", Tag.application(27));
                part.enter("SEQUENCE", Tag.SEQUENCE);
                Instant ctime = part.time(0, "ctime");
                long cusec = part.integer(1, "cusec", 0, 999_999);
                part.enterSequence(2, "subkey");
                assertThat(part.integer(0, "keytype", 0, 99)).isEqualTo(18);
                assertThat(part.octets(1, "keyvalue").length()).isEqualTo(32);
                part.leave();
                assertThat(part.has(3)).isTrue();
                part.integer(3, "seq-number", 0, Integer.MAX_VALUE);
                part.leave();
                part.leave();
                return ctime.plus(cusec, ChronoUnit.MICROS);
            });
        }
    }
}
