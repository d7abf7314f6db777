package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.accept;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.refused;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.ServiceKeys;
import org.junit.jupiter.api.Test;

/** Tickets that are refused for their keys, times and flags; and those that just pass. */
class RefusedTicketTest {
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
        assertThat(failure.seen()).contains("aes256-sha1. http.keytab has only aes128-sha1 for that name.");
    }

    @Test
    void whenThePasswordWasChangedAfterTheKeytabWasMade() {
        Failure failure = refused(forge -> {
            forge.kvno = OptionalLong.of(8);
            forge.serviceKey = Arrays.copyOf(new byte[] {8}, 32);
        });

        assertThat(failure)
                .hasToString("GH-K013 KRB_AP_ERR_BADKEYVER (44): the ticket for \"HTTP/portal.example.com@EXAMPLE.COM\""
                        + " is encrypted with kvno 8; http.keytab has 7 and 6. The account's password was changed"
                        + " after the keytab was exported. Export it again (ktpass without /kvno: it sets the password"
                        + " again, and writes the version that the key then has).");
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
                .hasToString("GH-K012 KRB_AP_ERR_MODIFIED (41): the ticket for \"HTTP/portal.example.com\" (kvno 7,"
                        + " aes256-sha1) cannot be decrypted with the key of that name in http.keytab (kvno 7 and 6)."
                        + " Usually the SPN is registered on two accounts, or not on the account that the keytab was"
                        + " exported for. Find its owners: setspn -Q HTTP/portal.example.com. Then export the keytab"
                        + " again for the only owner (ktpass).");
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
    void whenWhatIsInsideIsMalformedWhichNoProxyCanHaveDone() {
        Failure failure = refused(forge -> forge.crealm = "\n");

        assertThat(failure.code()).isEqualTo(FailureCode.MALFORMED_KERBEROS);
        assertThat(failure.seen()).contains("the encrypted part", "Ticket.EncTicketPart.SEQUENCE.crealm: BAD_VALUE");
        assertThat(failure.remedy()).doesNotContain("proxy");
    }

    @Test
    void whenItCarriesARestrictionThatIsNotUnderstood() {
        assertThat(refused(forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 4))
                        .code())
                .isEqualTo(FailureCode.CRITICAL_AUTHORIZATION_DATA);
    }
}
