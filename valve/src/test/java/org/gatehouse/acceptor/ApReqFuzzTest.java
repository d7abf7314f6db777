package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.gatehouse.der.DerWriter;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Step;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.wire.Bytes;

/**
 * The first byte of an input says which layer the others are: what only the holder of a key can make is sealed with that
 * key, as a KDC or a client that lies would do it.
 */
class ApReqFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();

    @FuzzTest
    void isAcceptedOrRefused(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Bytes content = Bytes.of(Arrays.copyOfRange(input, 1, input.length));
        KerberosAcceptor acceptor = ForgedService.acceptor(KEYS, () -> Forge.NOW);
        try {
            Step.Done<Leg> accepted = acceptor.accept(token(input[0], content));

            assertThat(accepted.identity().name()).isNotEmpty();
            assertThat(accepted.identity().realm()).isNotEmpty();
            accepted.context().close();
        } catch (RefusedException e) {
            assertThat(e.failure().seen()).isNotEmpty();
        }
    }

    private static InitialContextToken token(byte layer, Bytes content) {
        Bytes innerToken = switch (layer & 3) {
            case 0 -> content;
            case 1 -> apReq(Forge.with(forge -> forge.sealedInTicket = plaintext -> content));
            case 2 -> apReq(Forge.with(forge -> forge.sealedInAuthenticator = plaintext -> content));
            default -> apReq(Forge.with(forge -> forge.checksum = content.toArray()));
        };
        return new InitialContextToken(MechanismOid.KERBEROS.content(), innerToken);
    }

    private static Bytes apReq(Forge forge) {
        DerWriter token = new DerWriter();
        GssTokenId.AP_REQ.write(token);
        token.raw(forge.apReq());
        return token.toBytes();
    }
}
