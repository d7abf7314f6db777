package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;

/** A client that does not begin with Kerberos, and the mechanism that it meets. */
abstract class Negotiations {
    static final Peer PEER = new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "test")));
    static final Peer OTHER = new Peer("10.1.2.4", Optional.of(new Conversation("c2", "10.1.2.4", "test")));
    static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    static final Bytes NEGOEX = MechanismOid.NEGOEX.content();
    static final List<Bytes> NOT_FIRST = List.of(NEGOEX, KERBEROS);
    /** SEQUENCE of the two identifiers. */
    static final Bytes RAW_NOT_FIRST = hex("3017" + "060a2b06010401823702021e" + "06092a864886f712010202");

    final List<FailureCode> abandoned = new ArrayList<>();
    final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
    final OwnedScheme mechanism = mechanism(Forge.keys());

    FailureCode unfinished(Bytes token) {
        return Outcomes.next(mechanism.accept(token, PEER, new Reference(1)))
                .unfinished()
                .code();
    }

    void begin() {
        assertThat(mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER, new Reference(1)))
                .isInstanceOf(Outcome.Continue.class);
    }

    Outcome secondLeg(Bytes kerberos) {
        begin();
        return mechanism.accept(resp(kerberos, Optional.empty()), PEER, new Reference(1));
    }

    OwnedScheme mechanism(ServiceKeys keys) {
        SecureRandom random = new SecureRandom();
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, Duration.ofMinutes(5));
        KerberosAcceptor acceptor =
                new KerberosAcceptor(keys, clock, new Cryptosystem(random), new ReplayCache(1 << 20, random));
        LegStore<PendingLeg> legs = new LegStore<>(new LegStore.Bounds(2, 10_000, Duration.ofSeconds(60)), now::get);
        LegStore.Part<PendingLeg> part = legs.part((unfinished, reference, peer) -> abandoned.add(unfinished.code()));
        TestCleanup.closes(part::close);
        return new OwnedScheme(new NegotiateScheme(List.of(acceptor), Forge.SPN, part));
    }

    static Bytes resp(Bytes token, Optional<Bytes> mic) {
        return new NegTokenResp(Optional.of(NegState.ACCEPT_INCOMPLETE), Optional.empty(), Optional.of(token), mic)
                .encode();
    }

    static Bytes mic(Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic)).encode();
    }

    static FailureCode code(Outcome outcome) {
        return Outcomes.failure(outcome).code();
    }

    static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
