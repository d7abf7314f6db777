package org.gatehouse.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.command.Check;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/** The connectors of a server.xml: whether a large ticket gets through them. */
record ConnectorsCheck(XmlFile server, Placeholders placeholders) implements Check {
    private static final String AREA = "connector";
    private static final String CODE = FailureCode.HEADER_LIMIT_TOO_SMALL + ": ";
    /** In bytes: a ticket of 64 KiB (MaxTokenSize of Windows) in base64, and the other headers. */
    private static final int NEEDED = 98_304;

    private static final int DEFAULT = 8192;
    /** What fits into one packet of AJP. */
    private static final int MAX_PACKET = 65_536;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (XmlElement element : server.elements()) {
            if (element.name().equals("Connector")) {
                findings.add(isAjp(element) ? ajp(element) : http(element));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.warn(
                    AREA, server.label() + " has no <Connector>.", "Name the server.xml that Tomcat reads."));
        }
        return findings;
    }

    static boolean isAjp(XmlElement connector) {
        String protocol = connector.attribute("protocol", "");
        return protocol.equals("AJP/1.3") || protocol.startsWith("org.apache.coyote.ajp.");
    }

    private Finding http(XmlElement connector) {
        String attribute = connector.attributes().containsKey("maxHttpRequestHeaderSize")
                ? "maxHttpRequestHeaderSize"
                : "maxHttpHeaderSize"; // the limit of both directions, which the other one inherits
        Optional<Integer> limit = number(connector, attribute);
        if (limit.isEmpty()) {
            return notANumber(connector, attribute);
        }
        String fact = "connector " + name(connector) + " accepts headers up to " + size(limit.get());
        return limit.get() >= NEEDED
                ? Finding.ok(AREA, fact)
                : Finding.warn(
                        AREA,
                        CODE + fact + " (" + connector.place()
                                + "); tickets of users in many groups are larger and would get"
                                + " 400 before Gatehouse sees them.",
                        "maxHttpRequestHeaderSize=\"" + NEEDED + "\"");
    }

    private Finding ajp(XmlElement connector) {
        Optional<Integer> limit = number(connector, "packetSize");
        if (limit.isEmpty()) {
            return notANumber(connector, "packetSize");
        }
        String fact =
                "connector " + name(connector) + " accepts packets up to " + size(Math.min(limit.get(), MAX_PACKET));
        return limit.get() >= MAX_PACKET
                ? Finding.ok(AREA, fact + ", the most that AJP allows; the proxy in front of it needs the same")
                : Finding.warn(
                        AREA,
                        CODE + fact + " (" + connector.place()
                                + "); tickets of users in many groups are larger and would be"
                                + " refused before Gatehouse sees them.",
                        "packetSize=\"" + MAX_PACKET + "\", and the same in the proxy (Apache httpd: ProxyIOBufferSize "
                                + MAX_PACKET + " and LimitRequestFieldSize " + NEEDED
                                + "; mod_jk: max_packet_size=" + MAX_PACKET + ")");
    }

    private Optional<Integer> number(XmlElement connector, String attribute) {
        try {
            return placeholders
                    .resolve(connector.attribute(attribute, Integer.toString(DEFAULT)))
                    .map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Finding notANumber(XmlElement connector, String attribute) {
        return Finding.warn(
                AREA,
                "connector " + name(connector) + " has " + attribute + "=\""
                        + Printable.of(connector.attribute(attribute, "")) + "\" (" + connector.place()
                        + "), which is not a number, or not known here.",
                "Set it to " + NEEDED + ".");
    }

    /** The name that Tomcat's log uses, if the file alone decides it; otherwise the port. */
    static String name(XmlElement connector) {
        String port = Printable.of(connector.attribute("port", "without port"));
        String protocol = connector.attribute("protocol", "HTTP/1.1");
        boolean usual = !connector.attributes().containsKey("address")
                && !connector.attribute("SSLEnabled", "false").equalsIgnoreCase("true");
        if (usual && (protocol.equals("HTTP/1.1") || protocol.equals("org.apache.coyote.http11.Http11NioProtocol"))) {
            return "\"http-nio-" + port + "\"";
        }
        return "on port " + port;
    }

    private static String size(int bytes) {
        return bytes % 1024 == 0 ? bytes / 1024 + " KiB" : bytes + " bytes";
    }
}
