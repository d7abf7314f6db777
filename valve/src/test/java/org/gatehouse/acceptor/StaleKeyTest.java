package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.key;
import static org.gatehouse.acceptor.Acceptors.policy;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.security.SecureRandom;
import java.util.List;
import java.util.OptionalLong;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Where any name is accepted, a ticket that no key decrypts is not blamed on its name. */
class StaleKeyTest {
    private static final String ANY = "*";
    private static final String ALIAS = "HTTP/alias.example.com";

    @ParameterizedTest
    @ValueSource(strings = {ANY, ALIAS, "HTTP/portal.example.com " + ALIAS})
    void namesBothVersionsWhereTheAccountsKeyIsOlder(String spn) {
        Failure failure = stale(Forge.keys(Forge.entry("svc-portal", 7, 18, key(7))), spn, 8);

        assertThat(failure)
                .hasToString(
                        "GH-K013 KRB_AP_ERR_BADKEYVER (44): the ticket for \"HTTP/alias.example.com@EXAMPLE.COM\" is"
                                + " encrypted with kvno 8; http.keytab has 7 for \"svc-portal@EXAMPLE.COM\". The account's"
                                + " password was changed after the keytab was exported. Export it again (ktpass without /kvno: it"
                                + " sets the password again, and writes the version that the key then has).");
    }

    @Test
    void namesBothVersionsWhereTheAccountsKeyIsNewer() {
        Failure failure = stale(
                Forge.keys(Forge.entry("svc-portal", 9, 18, key(9)), Forge.entry("svc-portal", 8, 18, key(8))), ANY, 6);

        assertThat(failure.code().code()).isEqualTo("GH-K013");
        assertThat(failure.seen()).contains("kvno 6; http.keytab has 9 and 8 for \"svc-portal@EXAMPLE.COM\".");
        assertThat(failure.remedy()).contains("klist purge");
    }

    @Test
    void namesTheVersionsOfSeveralAccounts() {
        Failure failure =
                stale(Forge.keys(Forge.entry("svc-a", 7, 18, key(7)), Forge.entry("svc-b", 3, 18, key(3))), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K013");
        assertThat(failure.seen())
                .contains("kvno 8; http.keytab has 7 and 3 for \"svc-a@EXAMPLE.COM\" and \"svc-b@EXAMPLE.COM\".");
    }

    @Test
    void doesNotBlameTheVersionWhereOneOfSeveralAccountsHasIt() {
        Failure failure =
                stale(Forge.keys(Forge.entry("svc-a", 7, 18, key(7)), Forge.entry("svc-b", 8, 18, key(3))), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K012");
        assertThat(failure.seen())
                .isEqualTo(
                        "the ticket for \"HTTP/alias.example.com\" (kvno 8, aes256-sha1) cannot be decrypted with a key"
                                + " of \"svc-b@EXAMPLE.COM\" and \"svc-a@EXAMPLE.COM\" in http.keytab (kvno 8 and 7).");
    }

    @Test
    void prefersTheKeyOfTheTicketsOwnName() {
        Failure failure =
                stale(Forge.keys(Forge.entry(ALIAS, 7, 18, key(7)), Forge.entry("svc-b", 8, 18, key(3))), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K013");
        assertThat(failure.seen()).endsWith("is encrypted with kvno 8; http.keytab has 7.");
    }

    @Test
    void takesTheNameOfTheHostForTheTicketsOwn() {
        Failure failure = stale(Forge.keys(Forge.entry("HOST/alias.example.com", 7, 18, key(7))), ANY, 8);

        assertThat(failure.seen()).endsWith("is encrypted with kvno 8; http.keytab has 7.");
    }

    @Test
    void namesTheTypesWhereNoneFits() {
        Failure failure = stale(Forge.keys(Forge.entry("svc-portal", 8, 17, new byte[16])), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K011");
        assertThat(failure.seen())
                .isEqualTo("the ticket for \"HTTP/alias.example.com@EXAMPLE.COM\" is encrypted with aes256-sha1."
                        + " http.keytab has only aes128-sha1 in that realm.");
    }

    @Test
    void namesTheTypesOfTheOwnNameThatAreNotAccepted() {
        Failure failure =
                stale(Forge.keys(Forge.entry(ALIAS, 8, 23, new byte[16]), Forge.entry("svc", 8, 18, key(3))), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K011");
        assertThat(failure.seen()).contains("rc4-hmac (23)");
    }

    @Test
    void namesTheRealmsWhereTheTicketIsOfAnother() {
        Failure failure = refused(
                acceptor(Forge.keys(Forge.entry("svc-portal", 8, 18, key(8))), policy(ANY)),
                forge -> forge.realm = "OTHER.EXAMPLE");

        assertThat(failure.code().code()).isEqualTo("GH-K015");
        assertThat(failure.seen())
                .isEqualTo(
                        "the ticket for \"HTTP/portal.example.com@OTHER.EXAMPLE\" comes from realm \"OTHER.EXAMPLE\"."
                                + " http.keytab has keys only in \"EXAMPLE.COM\".");
    }

    @Test
    void namesTheRealmsOfTheTicketsOwnNameWhereItIsOnlyInOthers() {
        Failure failure = refused(acceptor(Forge.keys(), policy(ANY)), forge -> forge.realm = "OTHER.EXAMPLE");

        assertThat(failure.seen()).endsWith(" http.keytab has that name only in \"EXAMPLE.COM\".");
    }

    /** That the same name has a key of another type as well is not the cause. */
    @Test
    void namesTheRealmThoughTheNameHasAlsoAKeyThatIsNotAccepted() {
        ServiceKeys keys =
                Forge.keys(Forge.entry(Forge.SPN, 8, 18, key(8)), Forge.entry(Forge.SPN, 8, 23, new byte[16]));

        assertThat(refused(acceptor(keys), forge -> forge.realm = "OTHER.EXAMPLE")
                        .code()
                        .code())
                .isEqualTo("GH-K015");
    }

    /** The ticket's name is in another realm's keytab alone, and an account of its own realm may have it as well. */
    @Test
    void looksAtTheKeysOfTheTicketsRealmWhereItsNameIsInAnother() {
        ServiceKeys keys = Forge.keys(
                entry("OTHER.EXAMPLE", List.of("HTTP", "alias.example.com"), 2, key(2)),
                Forge.entry("svc-portal", 7, 18, key(7)));

        assertThat(stale(keys, ANY, 8).seen()).contains("kvno 8; http.keytab has 7 for \"svc-portal@EXAMPLE.COM\"");
    }

    @Test
    void namesTheSaltOfAPassword() {
        Failure failure = stale(password(Forge.REALM), ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K012");
        assertThat(failure.seen()).contains("the key that the password in portal.password (svc@EXAMPLE.COM) makes");
    }

    @Test
    void doesNotBlameAPasswordOfAnotherRealm() {
        assertThat(stale(password("OTHER.EXAMPLE"), ANY, 8).code().code()).isEqualTo("GH-K015");
    }

    @Test
    void namesPasswordAndKeytabWhereEitherMayBeMeant() {
        ServiceKeys both =
                ServiceKeys.merged(List.of(Forge.keys(Forge.entry("svc-old", 7, 18, key(7))), password(Forge.REALM)));

        Failure failure = stale(both, ANY, 8);

        assertThat(failure.code().code()).isEqualTo("GH-K012");
        assertThat(failure.seen())
                .contains("kvno 8, ", "http.keytab and portal.password (svc@EXAMPLE.COM) (kvno 7 and any)");
    }

    @Test
    void blamesTheNameWhereOnlyThoseOfTheKeytabAreAccepted() {
        Failure failure = refused(acceptor(Forge.keys(Forge.entry(Forge.SPN, 7, 18, key(7)))), forge -> {
            forge.sname = ALIAS;
            forge.kvno = OptionalLong.of(8);
        });

        assertThat(failure.code().code()).isEqualTo("GH-K010");
    }

    private static Failure stale(ServiceKeys keys, String spn, long kvno) {
        return refused(acceptor(keys, policy(spn)), forge -> {
            forge.sname = ALIAS;
            forge.kvno = OptionalLong.of(kvno);
        });
    }

    private static ServiceKeys password(String realm) {
        return ServiceKeys.of(
                new Keytab(List.of(entry(realm, List.of("svc"), 0, key(55)))),
                KeySource.password("portal.password", new ServiceAccount("svc", realm)),
                new Cryptosystem(new SecureRandom()),
                EncryptionType.DEFAULT);
    }

    private static Keytab.Entry entry(String realm, List<String> name, long kvno, byte[] key) {
        return new Keytab.Entry(realm, new PrincipalName(1, name), kvno, 18, SecretBytes.copyOf(key));
    }
}
