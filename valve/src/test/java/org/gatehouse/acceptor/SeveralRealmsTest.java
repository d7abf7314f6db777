package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.key;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceAccount;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of two realms are two trust domains: who has the one's key makes up no users of the other. */
class SeveralRealmsTest {
    private static final String EXAMPLE = Forge.REALM;
    private static final String PARTNER = "PARTNER.COM";
    private static final byte[] PARTNER_KEY = key(44);

    @Test
    void eachKeyVouchesForUsersOfItsOwnRealm() {
        assertThat(outcome(trusting(), forge -> {})).isEqualTo("alice");
        assertThat(outcome(trusting(), ofPartner(PARTNER))).isEqualTo("alice");
    }

    @Test
    void thePartnersKeyDoesNotVouchForUsersOfOurs() {
        Failure failure = refused(trusting(), ofPartner(EXAMPLE));

        assertThat(failure.code().code()).isEqualTo("GH-K044");
        assertThat(failure.code().standardError().orElseThrow()).hasToString("KDC_ERR_POLICY (12)");
        assertThat(failure.seen())
                .isEqualTo(
                        "the ticket of \"alice@EXAMPLE.COM\" is for a user of a realm that has keys of its own here, but"
                                + " a key of \"PARTNER.COM\" (http.keytab) decrypted it.");
        assertThat(failure.remedy()).contains("add \"PARTNER.COM>EXAMPLE.COM\" to the attribute trustedRealms");
    }

    @Test
    void ourKeyDoesNotVouchForUsersOfThePartner() {
        assertThat(outcome(trusting(), user(PARTNER))).isEqualTo("GH-K044");
    }

    @Test
    void bothKeysVouchForUsersOfRealmsThatHaveNoKeyHere() {
        assertThat(outcome(trusting(), user("OTHER.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(trusting(), ofPartner("OTHER.EXAMPLE"))).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "Example.Com"})
    void theCaseOfARealmChangesNothing(String realm) {
        assertThat(outcome(trusting(), ofPartner(realm))).isEqualTo("GH-K044");
        assertThat(outcome(trusting("partner.com>EXAMPLE.com"), ofPartner(realm)))
                .isEqualTo("alice");
        assertThat(outcome(trusting(), user(realm))).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource({
        "PARTNER.COM>EXAMPLE.COM, alice",
        "EXAMPLE.COM>PARTNER.COM, GH-K044",
        "PARTNER.COM>OTHER.EXAMPLE, GH-K044",
        "OTHER.EXAMPLE>EXAMPLE.COM, GH-K044",
        "EXAMPLE.COM, GH-K044",
        "PARTNER.COM, GH-K044",
        "PARTNER.COM EXAMPLE.COM, GH-K044",
        "OTHER.EXAMPLE PARTNER.COM>EXAMPLE.COM, alice"
    })
    void onlyTheRightPairLetsThePartnersKeyVouchForOurUsers(String list, String outcome) {
        assertThat(outcome(trusting(list.split(" ")), ofPartner(EXAMPLE))).isEqualTo(outcome);
    }

    @Test
    void pairsAloneLeaveEveryOtherRealmToTheKdc() {
        KerberosAcceptor acceptor = trusting("PARTNER.COM>EXAMPLE.COM");

        assertThat(outcome(acceptor, user("OTHER.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(acceptor, ofPartner("OTHER.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(acceptor, user("OTHER.EXAMPLE").andThen(forge -> forge.transited = "MIDDLE.EXAMPLE")))
                .isEqualTo("alice");
        assertThat(outcome(acceptor, user("OTHER.EXAMPLE").andThen(forge -> {
                    forge.transited = "MIDDLE.EXAMPLE";
                    forge.flags = 0;
                })))
                .isEqualTo("GH-K040");
    }

    @Test
    void aPairBesideAListAddsARealmForThatKeyAlone() {
        KerberosAcceptor acceptor = trusting("LISTED.EXAMPLE", "PARTNER.COM>FRIENDS.EXAMPLE");

        assertThat(outcome(acceptor, user("LISTED.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(acceptor, ofPartner("LISTED.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(acceptor, ofPartner("FRIENDS.EXAMPLE"))).isEqualTo("alice");
        assertThat(outcome(acceptor, user("FRIENDS.EXAMPLE"))).isEqualTo("GH-K042");
        assertThat(outcome(acceptor, user("STRANGERS.EXAMPLE"))).isEqualTo("GH-K042");
    }

    @ParameterizedTest
    @CsvSource({
        "'', GH-K044",
        "OTHER.EXAMPLE, GH-K044",
        "PARTNER.COM>EXAMPLE.COM, alice",
        "OTHER.EXAMPLE PARTNER.COM>EXAMPLE.COM, alice"
    })
    void aTicketComesThroughARealmWithKeysOnlyIfThePairIsListed(String list, String outcome) {
        KerberosAcceptor acceptor = list.isEmpty() ? trusting() : trusting(list.split(" "));

        assertThat(outcome(acceptor, ofPartner("OTHER.EXAMPLE").andThen(forge -> forge.transited = EXAMPLE)))
                .isEqualTo(outcome);
    }

    /** The KDC's flag does not help: it is the KDC that is not trusted with those users. */
    @Test
    void theFlagOfTheKdcDoesNotReplaceThePair() {
        Failure failure = refused(
                trusting(),
                ofPartner("OTHER.EXAMPLE").andThen(forge -> forge.transited = "MIDDLE.EXAMPLE,EXAMPLE.COM"));

        assertThat(failure.code().code()).isEqualTo("GH-K044");
        assertThat(failure.seen())
                .contains("\"alice@OTHER.EXAMPLE\" came through a realm that has keys of its own here");
    }

    /** A name that no key has is guessed at: the key that opens it counts. */
    @Test
    void guessesWithEveryNameFollowTheSameRule() {
        KerberosAcceptor acceptor =
                acceptor(bothRealms(), new AcceptorPolicy(AcceptedNames.ANY, TrustedRealms.OF_THE_KDC));

        assertThat(outcome(acceptor, ofPartner(EXAMPLE).andThen(forge -> forge.sname = "HTTP/unknown")))
                .isEqualTo("GH-K044");
        assertThat(outcome(acceptor, ofPartner(PARTNER).andThen(forge -> forge.sname = "HTTP/unknown")))
                .isEqualTo("alice");
    }

    @Test
    void keysOfAPasswordFollowTheSameRule() {
        ServiceKeys password = ServiceKeys.of(
                new Keytab(List.of(entry(PARTNER, 0, 18, PARTNER_KEY))),
                KeySource.password("portal.password", new ServiceAccount("svc", PARTNER)),
                new Cryptosystem(new SecureRandom()),
                EncryptionType.DEFAULT);
        KerberosAcceptor acceptor = acceptor(ServiceKeys.merged(List.of(Forge.keys(), password)));

        assertThat(outcome(acceptor, ofPartner(PARTNER))).isEqualTo("alice");
        assertThat(outcome(acceptor, ofPartner(EXAMPLE))).isEqualTo("GH-K044");
        assertThat(outcome(acceptor, user(PARTNER))).isEqualTo("GH-K044");
    }

    /** A realm does not lose its users to another one while its keys are of a type that is not accepted. */
    @Test
    void aRealmWhoseKeysCannotBeUsedIsOursAsWell() {
        ServiceKeys keys = Forge.keys(entry(EXAMPLE, 7, 23, new byte[16]), entry(PARTNER, 3, 18, PARTNER_KEY));

        assertThat(outcome(acceptor(keys), ofPartner(EXAMPLE))).isEqualTo("GH-K044");
    }

    /** Outside ASCII a letter has no case: the Kelvin sign is no k. */
    @ParameterizedTest
    @CsvSource({"\u212aITCHEN.EXAMPLE, KITCHEN.EXAMPLE", "\u017fERVICE.EXAMPLE, SERVICE.EXAMPLE"})
    void realmsThatOnlyLookLikeAListedOneAreNotTrusted(String realm, String listed) {
        assertThat(realm.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT)).isEqualTo(listed);
        assertThat(outcome(trusting(listed), user(realm))).isEqualTo("GH-K042");
        assertThat(outcome(trusting(listed), user(listed))).isEqualTo("alice");
    }

    private static KerberosAcceptor trusting(String... elements) {
        return acceptor(
                bothRealms(), new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, TrustedRealms.of(List.of(elements))));
    }

    private static ServiceKeys bothRealms() {
        return Forge.keys(Forge.entry(Forge.SPN, 7, 18, Forge.SERVICE_KEY), entry(PARTNER, 3, 18, PARTNER_KEY));
    }

    private static Keytab.Entry entry(String realm, long kvno, int etype, byte[] key) {
        PrincipalName name = new PrincipalName(1, List.of("HTTP", "portal.example.com"));
        return new Keytab.Entry(realm, name, kvno, etype, SecretBytes.copyOf(key));
    }

    /** A user's ticket that our own key decrypts. */
    private static Consumer<Forge> user(String realm) {
        return forge -> {
            forge.crealm = realm;
            forge.authenticatorRealm = realm;
        };
    }

    /** A user's ticket that the partner's key decrypts. */
    private static Consumer<Forge> ofPartner(String userRealm) {
        return user(userRealm).andThen(forge -> {
            forge.realm = PARTNER;
            forge.serviceKey = PARTNER_KEY;
        });
    }
}
