package org.gatehouse.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * The AJP connectors of a server.xml: whether users that the web server in front names are let in without the valve being
 * asked. Tomcat takes every word but {@code true} for false.
 */
record FrontUsersCheck(XmlFile server, Placeholders placeholders) implements Check {
    private static final String AREA = "connector";
    private static final String AUTHENTICATION = "tomcatAuthentication";
    private static final String AUTHORIZATION = "tomcatAuthorization";

    @Override
    public List<Finding> findings() {
        return server.elements().stream()
                .filter(element -> element.name().equals("Connector") && ConnectorsCheck.isAjp(element))
                .flatMap(connector -> finding(connector).stream())
                .toList();
    }

    private Optional<Finding> finding(XmlElement connector) {
        if (isTrue(connector, AUTHORIZATION, "false")) {
            return Optional.of(warning(connector, AUTHORIZATION));
        }
        return isTrue(connector, AUTHENTICATION, "true")
                ? Optional.empty()
                : Optional.of(warning(connector, AUTHENTICATION));
    }

    /** A value that is not known here stays as it is written, and so is false. */
    private boolean isTrue(XmlElement connector, String attribute, String otherwise) {
        String written = connector.attribute(attribute, otherwise);
        return placeholders
                .resolve(written)
                .orElse(written)
                .toLowerCase(Locale.ROOT)
                .equals("true");
    }

    private static Finding warning(XmlElement connector, String attribute) {
        return Finding.warn(
                AREA,
                new Failure(
                        FailureCode.FRONT_USERS_LET_IN,
                        "connector " + ConnectorsCheck.name(connector) + " has " + attribute + "=\""
                                + Printable.of(connector.attribute(attribute, "")) + "\" (" + connector.place()
                                + "): users that the web server in front names (REMOTE_USER) are let in without the"
                                + " valve being asked.",
                        "Remove " + AUTHENTICATION + " and " + AUTHORIZATION
                                + ". If the web server is meant to sign users"
                                + " in, let nobody else reach the connector (address, secret)."));
    }
}
