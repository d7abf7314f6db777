package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.wire.Bytes;

/** The value of an Authorization header, with whatever bytes Tomcat lets through. */
class NegotiateHeaderFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();
    private static final Connector CONNECTOR = new Connector();

    @FuzzTest
    void everyValueIsNoTokenOrHasAnOutcome(byte[] value) {
        Request request = request(value);
        try {
            Optional<Bytes> token = NegotiateHeader.token(request);

            if (token.isPresent()) {
                assertThat(NegotiateHeader.isPresent(request)).isTrue();
                Outcome outcome =
                        ForgedService.mechanism(KEYS, () -> Forge.NOW).accept(token.get(), new Peer("10.1.2.3"));
                assertThat(outcome).isNotNull();
            }
        } catch (RefusedException e) {
            assertThat(NegotiateHeader.isPresent(request)).isTrue();
        }
    }

    private static Request request(byte[] value) {
        org.apache.coyote.Request coyote = new org.apache.coyote.Request();
        coyote.getMimeHeaders().setValue("Authorization").setBytes(value, 0, value.length);
        Request request = new Request(CONNECTOR);
        request.setCoyoteRequest(coyote);
        return request;
    }
}
