package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.accept;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.readApRep;
import static org.gatehouse.acceptor.Acceptors.token;

import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Step;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that sign their clients on. */
class AcceptedTokenTest {
    @Test
    void tellsWhoTheClientIs() throws Exception {
        Identity identity = accept(forge -> {}).identity();

        assertThat(identity.qualifiedName()).isEqualTo("alice@EXAMPLE.COM");
        assertThat(identity.realm()).isEqualTo("EXAMPLE.COM");
        assertThat(identity.evidence().kerberosTicket().orElseThrow().service())
                .isEqualTo("HTTP/portal.example.com@EXAMPLE.COM");
        assertThat(identity.evidence().kerberosTicket().orElseThrow().encryptionType())
                .isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
        assertThat(identity.evidence().kerberosTicket().orElseThrow().authenticationTime())
                .isEqualTo(Forge.NOW.minus(1, ChronoUnit.HOURS));
        assertThat(identity.evidence().kerberosTicket().orElseThrow().endTime())
                .isEqualTo(Forge.NOW.plus(9, ChronoUnit.HOURS));
    }

    @Test
    void isNotAnsweredUnlessTheClientAsksForIt() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> {});

        assertThat(accepted.token().isEmpty()).isTrue();
        assertThat(accepted.identity().evidence().kerberosTicket().orElseThrow().mutual())
                .isFalse();
    }

    @Test
    void isAnsweredWithTheAuthenticatorsTimeWhenTheApOptionsAskForIt() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> forge.apOptions = 1 << 29);

        assertThat(accepted.identity().evidence().kerberosTicket().orElseThrow().mutual())
                .isTrue();
        assertThat(readApRep(accepted.token(), MechanismOid.KERBEROS)).isEqualTo(Forge.NOW.plusNanos(123_456_000));
    }

    @Test
    void isAnsweredWhenTheGssFlagsAskForIt() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> forge.checksum = Forge.gssChecksum(0x02));

        assertThat(readApRep(accepted.token(), MechanismOid.KERBEROS)).isEqualTo(Forge.NOW.plusNanos(123_456_000));
    }

    @Test
    void isAnsweredInTheFramingItCameIn() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> {
            forge.framingOid = MechanismOid.MS_KERBEROS.content();
            forge.apOptions = 1 << 29;
        });

        assertThat(readApRep(accepted.token(), MechanismOid.MS_KERBEROS)).isEqualTo(Forge.NOW.plusNanos(123_456_000));
    }

    @Test
    void mayComeFromAKdcThatUsesAes128() throws Exception {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
        Identity identity = accept(acceptor(Forge.keys(Forge.entry(Forge.SPN, 7, 17, key))), token(forge -> {
                    forge.ticketType = EncryptionType.AES128_CTS_HMAC_SHA1_96;
                    forge.ticketEtype = 17;
                    forge.serviceKey = key;
                    forge.sessionEtype = 17;
                    forge.authenticatorEtype = 17;
                    forge.sessionKey = Arrays.copyOf(Forge.SESSION_KEY, 16);
                    forge.authenticatorKey = forge.sessionKey;
                }))
                .identity();

        assertThat(identity.evidence().kerberosTicket().orElseThrow().encryptionType())
                .isEqualTo(EncryptionType.AES128_CTS_HMAC_SHA1_96);
    }

    @ParameterizedTest
    @EnumSource
    void mayHaveATicketAndASessionKeyOfAnyAcceptedType(EncryptionType type) throws Exception {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, type.keyLength());
        ServiceKeys keys = Forge.keys(Set.of(type), Forge.entry(Forge.SPN, 7, type.number(), key));

        Step.Done<Leg> accepted = accept(acceptor(keys), token(forge -> forge.ofType(type).apOptions = 1 << 29));

        assertThat(accepted.identity().evidence().kerberosTicket().orElseThrow().encryptionType())
                .isEqualTo(type);
        assertThat(accepted.token().isEmpty()).isFalse();
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

        assertThat(identity.evidence().kerberosTicket().orElseThrow().encryptionType())
                .isEqualTo(EncryptionType.AES256_CTS_HMAC_SHA1_96);
    }

    @Test
    void mayLackAKeyVersionThenEveryKeyOfTheTypeIsTried() throws Exception {
        ServiceKeys keys = Forge.keys(
                Forge.entry(Forge.SPN, 9, 18, new byte[32]), Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY));

        Identity identity = accept(acceptor(keys), token(forge -> forge.kvno = OptionalLong.empty()))
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

        assertThat(accept(acceptor(keys), token(forge -> {})).identity().name()).isEqualTo("alice");
    }

    @Test
    void mayCarryAuthorizationDataThatIsOnlyRelevantToSome() throws Exception {
        Step.Done<Leg> accepted = accept(forge -> {
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
        Identity identity = accept(forge -> forge.kvno = OptionalLong.of(kvno)).identity();

        assertThat(identity.evidence().kerberosTicket().orElseThrow().kvno()).isEqualTo(7);
    }

    @Test
    void mayAskForAPortIfTheKeytabHasTheNameWithIt() throws Exception {
        ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN + ":8443", 7, 18, Forge.SERVICE_KEY));

        assertThat(accept(acceptor(keys), token(forge -> forge.sname = Forge.SPN + ":8443"))
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
                    forge.crealm = "OTHER.EXAMPLE";
                    forge.authenticatorRealm = "OTHER.EXAMPLE";
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
                .evidence()
                .kerberosTicket()
                .orElseThrow()
                .context();

        assertThat(context).isEqualTo(new ContextFacts(0x3e, true, true, false));
    }

    @Test
    void mayCarryADelegatedTicketAndWhateverFollows() throws Exception {
        ContextFacts context = accept(forge -> forge.checksum = Forge.delegating(1, 3, 3 + 5))
                .identity()
                .evidence()
                .kerberosTicket()
                .orElseThrow()
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

        assertThat(accept(acceptor(keys), token(forge -> {})).identity().name()).isEqualTo("alice");
    }

    @Test
    void opensWithAKeyWhoseVersionWasCutToEightBits() throws Exception {
        ServiceKeys keys = Forge.keys(Forge.entry(Forge.SPN, 44, 18, Forge.SERVICE_KEY));

        assertThat(accept(acceptor(keys), token(forge -> forge.kvno = OptionalLong.of(300)))
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
