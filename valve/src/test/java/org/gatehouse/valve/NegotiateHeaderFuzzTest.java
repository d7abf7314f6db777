package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Peer;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.http.Credentials;
import org.gatehouse.http.Scheme;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.negotiate.HttpAuthentication;
import org.gatehouse.negotiate.TokenDescriber;
import org.gatehouse.negotiate.UserProofs;

/** The value of an Authorization header, with whatever bytes Tomcat lets through. */
class NegotiateHeaderFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();
    private static final Connector CONNECTOR = new Connector();

    @FuzzTest
    void everyValueIsNoTokenOrHasAnOutcome(byte[] value) {
        AuthorizationHeader header = RequestHeader.of(request(value));
        Set<Scheme> asked = EnumSet.allOf(Scheme.class);
        try (Credentials credentials = header.read(asked)) {
            Optional<Outcome> outcome = new HttpAuthentication(
                            ForgedService.mechanism(KEYS, () -> Forge.NOW), UserProofs.standard())
                    .accept(credentials, new Peer("10.1.2.3"), new Reference(1));

            assertThat(credentials.scheme().isEmpty() || header.has(asked)).isTrue();
            assertThat(outcome.isPresent()).isEqualTo(credentials.scheme().equals(Optional.of(Scheme.NEGOTIATE)));
            assertThat(TokenDescriber.sent(header, credentials)).isPresent();
            outcome.ifPresent(Outcomes::close);
        } catch (RefusedException e) {
            assertThat(header.has(asked)).isTrue();
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
