package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ticket that came through other realms: RFC 4120 §2.7. What the field says is in {@code TransitedRealmsTest}. */
class TransitTest {
    private static final int NOT_CHECKED = 0;

    /** Where nobody has listed the trusted realms: the KDC decides. */
    @Nested
    class LeftToTheKdc {
        @Test
        void isAcceptedWhenTheKdcHasCheckedIt() throws RefusedException {
            assertThat(accept(AcceptorPolicy.DEFAULT, forge -> forge.transited = "MIDDLE.EXAMPLE"))
                    .isEqualTo("alice@PARTNER.EXAMPLE");
        }

        @ParameterizedTest
        @ValueSource(strings = {"MIDDLE.EXAMPLE", "PARTNER.EXAMPLE", "EXAMPLE.COM", ",", " "})
        void isRefusedWhenNobodyHas(String transited) {
            Failure failure = refused(AcceptorPolicy.DEFAULT, forge -> {
                forge.flags = NOT_CHECKED;
                forge.transited = transited;
            });

            assertThat(failure.code()).isEqualTo(FailureCode.TRANSIT_NOT_CHECKED);
            assertThat(failure.remedy()).contains("trustedRealms");
        }
    }

    /** Where the trusted realms are listed: the check is ours. */
    @Nested
    class WithTrustedRealms {
        @Test
        void isAcceptedThroughThemWithoutTheKdcsCheck() throws RefusedException {
            assertThat(accept(trusting("partner.example", "MIDDLE.EXAMPLE", "SUB.MIDDLE.EXAMPLE"), forge -> {
                        forge.flags = NOT_CHECKED;
                        forge.transited = "Middle.Example,Sub.";
                    }))
                    .isEqualTo("alice@PARTNER.EXAMPLE");
        }

        /** A realm on the way can make up users of the realms behind it. */
        @Test
        void isRefusedThroughAnotherEvenIfTheKdcHasCheckedIt() {
            Failure failure = refused(
                    trusting("PARTNER.EXAMPLE", "MIDDLE.EXAMPLE"),
                    forge -> forge.transited = "MIDDLE.EXAMPLE,EVIL.EXAMPLE");

            assertThat(failure.toString())
                    .isEqualTo("GH-K043 KDC_ERR_PATH_NOT_ACCEPTED (28): the ticket of \"alice@PARTNER.EXAMPLE\" came"
                            + " through \"EVIL.EXAMPLE\", which the attribute trustedRealms does not list. A realm on"
                            + " the way can make up tickets. Add what is missing to trustedRealms if users may come that way, or let"
                            + " the two realms trust each other directly.");
        }

        /** A ticket may name hundreds. */
        @Test
        void isRefusedWithTheFirstSixOfManyThatAreNotTrusted() {
            Failure failure = refused(
                    trusting("PARTNER.EXAMPLE", "B.EXAMPLE"),
                    forge -> forge.transited =
                            "A.EXAMPLE,B.EXAMPLE,C.EXAMPLE,D.EXAMPLE,E.EXAMPLE,F.EXAMPLE,G.EXAMPLE," + "H.EXAMPLE");

            assertThat(failure.seen())
                    .contains("came through \"A.EXAMPLE\", \"C.EXAMPLE\", \"D.EXAMPLE\", \"E.EXAMPLE\","
                            + " \"F.EXAMPLE\", \"G.EXAMPLE\", which");
        }

        @Test
        void isRefusedIfItDoesNotTellThroughWhich() {
            Failure unnamed = refused(trusting("PARTNER.EXAMPLE"), forge -> forge.transited = ",PARTNER.EXAMPLE");
            Failure unknown = refused(trusting("PARTNER.EXAMPLE"), forge -> {
                forge.transitedType = 7;
                forge.transited = "PARTNER.EXAMPLE";
            });

            assertThat(unnamed.code()).isEqualTo(FailureCode.TRANSIT_NOT_TRUSTED);
            assertThat(unnamed.seen()).contains("through realms that it does not name in full");
            assertThat(unnamed.remedy()).isEqualTo("Let the two realms trust each other directly.");
            assertThat(unknown).isEqualTo(unnamed);
        }

        @Test
        void isRefusedThroughTrustedOnesForAClientWhoseRealmIsNot() {
            assertThat(refused(trusting("MIDDLE.EXAMPLE"), forge -> forge.transited = "MIDDLE.EXAMPLE")
                            .code())
                    .isEqualTo(FailureCode.UNTRUSTED_REALM);
        }
    }

    private static AcceptorPolicy trusting(String... realms) {
        return new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.of(Set.of(realms)));
    }

    private static String accept(AcceptorPolicy policy, Consumer<Forge> change) throws RefusedException {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        KerberosAcceptor acceptor = new KerberosAcceptor(
                Forge.keys(),
                new AcceptorClock(() -> Forge.NOW, Duration.ofMinutes(5)),
                cryptosystem,
                new ReplayCache(64, new SecureRandom()),
                policy);
        Bytes token = Forge.with(forge -> {
                    forge.crealm = "PARTNER.EXAMPLE";
                    forge.authenticatorRealm = "PARTNER.EXAMPLE";
                    change.accept(forge);
                })
                .kerberos();
        try {
            return Acceptors.accept(acceptor, InitialContextToken.parse(token))
                    .identity()
                    .qualifiedName();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static Failure refused(AcceptorPolicy policy, Consumer<Forge> change) {
        return catchThrowableOfType(RefusedException.class, () -> accept(policy, change))
                .failure();
    }
}
