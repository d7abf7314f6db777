package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.ProtocolHandler;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.junit.jupiter.api.Test;

class HeaderLimitsTest {
    private static final String HTTP = "HTTP/1.1";
    private static final String AJP = "AJP/1.3";

    @Test
    void ofAConnectorAsItIsDeliveredAreTooSmall() {
        assertThat(problems(connector(HTTP, 8080))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(FailureCode.HEADER_LIMIT_TOO_SMALL);
            assertThat(problem.toString())
                    .isEqualTo("GH-C014: connector \"http-nio-8080\" accepts headers up to 8 KiB; tickets of users in"
                            + " many groups are larger and would get 400 before Gatehouse sees them. Set on that"
                            + " <Connector>: maxHttpRequestHeaderSize=\"98304\"");
        });
    }

    @Test
    void thatWereRaisedAreEnough() {
        assertThat(problems(connector(HTTP, 8080, "maxHttpRequestHeaderSize", "98304")))
                .isEmpty();
    }

    @Test
    void oneByteBelowAreTooSmall() {
        assertThat(problems(connector(HTTP, 8080, "maxHttpRequestHeaderSize", "98303")))
                .singleElement()
                .asString()
                .contains("98303 bytes");
    }

    @Test
    void ofRequestsAreThoseOfAllHeadersUnlessSet() {
        assertThat(problems(connector(HTTP, 8080, "maxHttpHeaderSize", "98304")))
                .isEmpty();
        assertThat(problems(connector(HTTP, 8080, "maxHttpHeaderSize", "98304", "maxHttpRequestHeaderSize", "16384")))
                .hasSize(1);
    }

    @Test
    void ofAjpAreThoseOfItsPackets() {
        assertThat(problems(connector(AJP, 8009)))
                .singleElement()
                .asString()
                .contains("connector \"ajp-nio-", "8009\" accepts headers up to 8 KiB", "packetSize=\"65536\"")
                .contains("ProxyIOBufferSize 65536", "LimitRequestFieldSize 98304", "max_packet_size=65536 (mod_jk)");
        assertThat(problems(connector(AJP, 8009, "packetSize", "65536"))).isEmpty();
    }

    @Test
    void areToldForEachConnector() {
        assertThat(HeaderLimits.problems(new Connector[] {connector(HTTP, 8080), connector(HTTP, 8081)}))
                .hasSize(2);
    }

    @Test
    void ofAConnectorThatCannotBeAskedAreNotJudged() {
        ProtocolHandler unknown = (ProtocolHandler) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProtocolHandler.class},
                (proxy, method, arguments) -> null);

        assertThat(problems(new Connector(unknown))).isEmpty();
    }

    private static List<Failure> problems(Connector connector) {
        return HeaderLimits.problems(new Connector[] {connector});
    }

    private static Connector connector(String protocol, int port, String... attributes) {
        Connector connector = new Connector(protocol);
        connector.setPort(port);
        for (int i = 0; i < attributes.length; i += 2) {
            connector.setProperty(attributes[i], attributes[i + 1]);
        }
        return connector;
    }
}
