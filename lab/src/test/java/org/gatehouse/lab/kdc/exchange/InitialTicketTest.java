package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.TRUSTED_FOR_DELEGATION;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.BodyChange;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Flags and times of a ticket from the AS exchange. */
class InitialTicketTest {
    private static final EncryptionKey ALICES_KEY = key("Wonderland1!", "LAB.LOCALHOSTalice", Etype.AES256_SHA1);

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private byte[] send(AsReq request) {
        return client.send(KerbyCodec.encode(request));
    }

    private final Instant now = fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void saysTheSameToServiceAndClient() {
        Credential tgt = fixture.alice();

        EncTicketPart inside = RequestFixture.opened(tgt.ticket(), RequestFixture.KRBTGT);

        assertThat(inside.getFlags().getFlags()).isEqualTo(tgt.part().getFlags().getFlags());
        assertThat(inside.getKey()).isEqualTo(tgt.sessionKey());
        assertThat(inside.getCname().getName()).isEqualTo("alice");
        assertThat(inside.getCrealm()).isEqualTo(REALM);
        assertThat(List.of(inside.getAuthTime(), inside.getStartTime(), inside.getEndTime()))
                .isEqualTo(List.of(
                        tgt.part().getAuthTime(),
                        tgt.part().getStartTime(),
                        tgt.part().getEndTime()));
        assertThat(inside.getAuthorizationData().getElements()).hasSize(1); // the PAC
    }

    @Test
    void isInitialAndPreAuthenticatedAndNothingElseUnasked() {
        assertThat(fixture.alice().part().getFlags().getFlags())
                .isEqualTo(TicketFlag.INITIAL.getValue() | TicketFlag.PRE_AUTH.getValue());
    }

    @Test
    void isForwardableAndProxiableWhenAsked() {
        Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.FORWARDABLE, KdcOption.PROXIABLE));

        assertThat(tgt.has(TicketFlag.FORWARDABLE)).isTrue();
        assertThat(tgt.has(TicketFlag.PROXIABLE)).isTrue();
    }

    @Test
    void startsNowAndEndsWhenPolicySaysSo() {
        Credential tgt = fixture.alice();

        assertThat(KerberosTimes.instant(tgt.part().getAuthTime())).isEqualTo(now);
        assertThat(KerberosTimes.instant(tgt.part().getStartTime())).isEqualTo(now);
        assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofHours(10)));
    }

    @Test
    void endsSoonerWhenAsked() {
        Credential tgt = client.signOn("alice", "Wonderland1!", till(Duration.ofMinutes(10)));

        assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofMinutes(10)));
    }

    @Test
    void lastsAsLongAsPossibleWhenTillIsZero() {
        Credential tgt = client.signOn("alice", "Wonderland1!", body -> body.setTill(new KerberosTime(0)));

        assertThat(KerberosTimes.instant(tgt.part().getEndTime())).isEqualTo(now.plus(Duration.ofHours(10)));
    }

    @Test
    void isRenewableAsLongAsPolicySaysWhenAsked() {
        Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE));

        assertThat(tgt.has(TicketFlag.RENEWABLE)).isTrue();
        assertThat(KerberosTimes.instant(tgt.part().getRenewTill())).isEqualTo(now.plus(Duration.ofDays(7)));
    }

    @Test
    void isRenewableWhereThatWillDoForALongerOne() {
        Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE_OK));

        assertThat(tgt.has(TicketFlag.RENEWABLE)).isTrue();
        assertThat(KerberosTimes.instant(tgt.part().getRenewTill())).isEqualTo(now.plus(Duration.ofDays(1)));
    }

    @Test
    void isOkAsDelegateForAServiceWhoseAccountIsTrusted() {
        fixture.accounts.replace(withControl(RequestFixture.PORTAL, TRUSTED_FOR_DELEGATION));
        PrincipalName portal = HandMadeClient.spn("HTTP/portal.lab.localhost").toPrincipalName();

        Credential ticket = client.signOn("alice", "Wonderland1!", body -> body.setSname(portal));

        assertThat(ticket.has(TicketFlag.OK_AS_DELEGATE)).isTrue();
        assertThat(fixture.alice().has(TicketFlag.OK_AS_DELEGATE)).isFalse();
    }

    @Test
    void isNotRenewableWithoutAsking() {
        assertThat(fixture.alice().part().getRenewTill()).isNull();
    }

    @Test
    void isRefusedWhenItWouldHaveEndedBefore() {
        AsReq request = client.asReq("alice", till(Duration.ofSeconds(-1)));

        assertThat(errorCode(send(client.proved(request, ALICES_KEY)))).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource(
            value = KdcOption.class,
            names = {
                "FORWARDED",
                "PROXY",
                "RENEW",
                "VALIDATE",
                "ENC_TKT_IN_SKEY",
                "CNAME_IN_ADDL_TKT",
                "REQUEST_ANONYMOUS"
            })
    void isRefusedWithAnOptionOfTheOtherExchange(KdcOption option) {
        assertThat(errorCode(send(client.asReq("alice", options(option))))).isEqualTo(13);
    }

    @ParameterizedTest
    @EnumSource(
            value = KdcOption.class,
            names = {"POSTDATED", "ALLOW_POSTDATE"})
    void isNeverPostdated(KdcOption option) {
        assertThat(errorCode(send(client.asReq("alice", options(option))))).isEqualTo(10);
    }

    @Test
    void doesNotStartInTheFuture() {
        Instant later = fixture.clock.instant().plus(Duration.ofHours(1));
        AsReq request = client.asReq("alice", body -> body.setFrom(KerberosTimes.kerberosTime(later)));

        assertThat(errorCode(send(request))).isEqualTo(10);
    }

    private BodyChange till(Duration fromNow) {
        return body ->
                body.setTill(KerberosTimes.kerberosTime(fixture.clock.instant().plus(fromNow)));
    }
}
