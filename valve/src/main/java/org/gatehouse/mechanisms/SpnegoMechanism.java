package org.gatehouse.mechanisms;

import java.util.Optional;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.KerberosAcceptor;
import org.gatehouse.mechanism.InitialContextToken;
import org.gatehouse.mechanism.MechanismOid;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.spnego.NegTokenInit;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** SPNEGO over Kerberos: the client's preferred mechanism must be Kerberos, and its token must come along. */
final class SpnegoMechanism {
    private final KerberosAcceptor acceptor;
    private final NegotiationRefusals refusals;

    SpnegoMechanism(KerberosAcceptor acceptor, NegotiationRefusals refusals) {
        this.acceptor = acceptor;
        this.refusals = refusals;
    }

    Outcome accept(InitialContextToken token, Peer peer) {
        try {
            NegTokenInit init = NegTokenInit.parse(token.innerToken());
            InitialContextToken kerberos = InitialContextToken.parse(kerberosToken(init, peer));
            KerberosAcceptor.Accepted accepted = acceptor.accept(kerberos, peer);
            NegTokenResp response = NegTokenResp.completed(init.mechTypes().get(0), accepted.response());
            return new Outcome.Established(accepted.identity(), response.encode());
        } catch (WireException e) {
            return rejected(refusals.malformed(e));
        } catch (RefusedException e) {
            return rejected(e);
        }
    }

    private Bytes kerberosToken(NegTokenInit init, Peer peer) throws RefusedException {
        if (init.mechToken().filter(NtlmSignature::startsNtlm).isPresent()) {
            throw refusals.ntlm(peer);
        }
        Optional<MechanismOid> preferred = MechanismOid.of(init.mechTypes().get(0));
        if (preferred.filter(MechanismOid::isKerberos).isPresent()) {
            return init.mechToken().orElseThrow(refusals::noOptimisticToken);
        }
        if (init.mechTypes().stream()
                .flatMap(oid -> MechanismOid.of(oid).stream())
                .anyMatch(MechanismOid::isKerberos)) {
            throw refusals.kerberosNotFirst(init);
        }
        throw refusals.noCommonMechanism(init, peer);
    }

    private static Outcome rejected(RefusedException e) {
        return new Outcome.Rejected(e.failure(), NegTokenResp.reject().encode());
    }
}
