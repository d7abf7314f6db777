package org.gatehouse.valve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ProtocolHandler;
import org.apache.coyote.ajp.AbstractAjpProtocol;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;

/**
 * Users that the web server in front of Tomcat names ({@code REMOTE_USER} of AJP). A connector can be told to believe it;
 * then Tomcat's authenticators, this valve among them, find a user and ask nobody.
 */
final class FrontUsers {
    private FrontUsers() {}

    /** One for each connector that believes it. */
    static List<Failure> problems(Connector[] connectors) {
        return Arrays.stream(connectors)
                .map(Connector::getProtocolHandler)
                .flatMap(handler -> problem(handler).stream())
                .toList();
    }

    private static Optional<Failure> problem(ProtocolHandler handler) {
        if (!(handler instanceof AbstractAjpProtocol<?> ajp)) {
            return Optional.empty();
        }
        if (ajp.getTomcatAuthorization()) { // the stronger one of both
            return Optional.of(failure(ajp.getName(), "tomcatAuthorization=\"true\""));
        }
        return ajp.getTomcatAuthentication()
                ? Optional.empty()
                : Optional.of(failure(ajp.getName(), "tomcatAuthentication=\"false\""));
    }

    private static Failure failure(String connector, String attribute) {
        return new Failure(
                FailureCode.FRONT_USERS_LET_IN,
                "connector " + connector + " has " + attribute + ": users that the web server in front names"
                        + " (REMOTE_USER) are let in without this valve being asked.",
                "Remove tomcatAuthentication and tomcatAuthorization from that <Connector>. If the web server is meant to"
                        + " sign users in, let nobody else reach the connector: address, secret.");
    }

    /** Whether the connector has handed on a user with this request. */
    static boolean hasNamedOne(Request request) {
        return request.getCoyoteRequest().getRemoteUser().toString() != null;
    }
}
