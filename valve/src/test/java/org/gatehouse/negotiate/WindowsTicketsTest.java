package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.der.DerWriter;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.Credentials;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.Identity;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.pac.sids.PacBelief;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.policy.UserNameFormat;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that clients sent to services of Windows domains: from the first byte to the account and its groups. */
class WindowsTicketsTest {
    private static final DateTimeFormatter KERBEROS_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssX").withZone(ZoneOffset.UTC);

    /** It is not known how long after the ticket's start they were sent. */
    private static final Duration SKEW = Duration.ofHours(12);

    static List<Entry> tickets() {
        return Stream.of("windows-tickets.txt", "windows-tickets-data-only.txt")
                .flatMap(file -> VectorFile.read(WindowsTicketsTest.class, file).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tickets")
    void tellTheAccountAndItsGroups(Entry ticket) {
        Identity user = Outcomes.identity(accept(ticket, EnumSet.allOf(EncryptionType.class)));
        Authorization known = user.authorization().orElseThrow();

        assertThat(user.qualifiedName()).isEqualTo(ticket.text("client"));
        assertThat(known.account().samAccountName() + " " + known.account().sid())
                .isEqualTo(ticket.text("account"));
        assertThat(known.groups().stream().map(Sid::toString).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(ticket.text("groups"));
    }

    @Test
    void tellClaims() {
        Identity user = Outcomes.identity(accept(tickets().get(0), EnumSet.allOf(EncryptionType.class)));

        assertThat(user.authorization().orElseThrow().claims().claims())
                .extracting(Claim::id)
                .contains("ad://ext/employeeType:88d4d68c56082042");
    }

    @Test
    void areRefusedWithRc4WhereItIsNotAccepted() {
        assertThat(Outcomes.failure(accept(tickets().get(0), EncryptionType.DEFAULT))
                        .code())
                .isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
    }

    private static Outcome accept(Entry ticket, Set<EncryptionType> accepted) {
        Instant now =
                Instant.from(KERBEROS_TIME.parse(ticket.text("starttime"))).plus(Duration.ofHours(5));
        SecureRandom random = new SecureRandom();
        Cryptosystem cryptosystem = new Cryptosystem(random);
        Keytab keytab = TestCleanup.closes(new Keytab(List.of(new Keytab.Entry(
                ticket.text("realm"),
                new PrincipalName(2, List.of(ticket.text("service").split("/"))),
                ticket.number("kvno"),
                ticket.number("enctype"),
                SecretBytes.adopt(HexFormat.of().parseHex(ticket.text("key")))))));
        ServiceKeys keys = ServiceKeys.of(keytab, KeySource.keytab("published"), cryptosystem, accepted);
        NegotiateScheme scheme = new NegotiateScheme(
                List.of(new KerberosAcceptor(
                        keys, new AcceptorClock(() -> now, SKEW), cryptosystem, new ReplayCache(1 << 20, random))),
                ticket.text("service"),
                new LegStore<PendingLeg>(new LegStore.Bounds(0, 0, SKEW), () -> now)
                        .part((unfinished, reference, peer) -> {}));
        UserProof proof = new UserProof(
                new UserProof.Rules(true, true, new PacBelief(SidBoundaries.STANDARD), UserNameFormat.STANDARD),
                keys.realms());
        return Outcomes.owned(new HttpAuthentication(scheme, proof)
                .accept(new Credentials.Negotiate(token(ticket)), new Peer("127.0.0.1"), new Reference(1))
                .orElseThrow());
    }

    /** Not every source kept the frame of GSS-API around the message. */
    private static Bytes token(Entry ticket) {
        if (ticket.fields().containsKey("token")) {
            return ticket.bytes("token");
        }
        DerWriter inner = new DerWriter();
        inner.raw(Hex.hex("0100"));
        inner.raw(ticket.bytes("ap-req"));
        return new InitialContextToken(MechanismOid.KERBEROS.content(), inner.toBytes()).encode();
    }
}
