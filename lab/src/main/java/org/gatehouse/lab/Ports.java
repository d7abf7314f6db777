package org.gatehouse.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Looks before anything is started whether the ports of the options can be had. */
final class Ports {
    private Ports() {}

    static void requireFree(LabOptions options) throws LabException {
        List<String> problems = new ArrayList<>();
        LabPorts ports = options.ports();
        check(ports.http(), "Tomcat", false, problems);
        check(ports.https(), "Tomcat's HTTPS", false, problems);
        check(ports.kdc(), "KDC", true, problems);
        check(ports.ldap(), "LDAP", false, problems);
        check(ports.ldaps(), "LDAPS", false, problems);
        if (!problems.isEmpty()) {
            throw new LabException(LabException.Reason.PORT_IN_USE, String.join(System.lineSeparator(), problems));
        }
    }

    private static void check(int port, String part, boolean udpToo, List<String> problems) {
        if (port == 0) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.setReuseAddress(true); // a connection that was closed just now is no obstacle
            tcp.bind(address);
            if (udpToo) {
                new DatagramSocket(address).close();
            }
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            String problem = reason.contains("in use") ? " is in use" : " cannot be opened (" + reason + ")";
            problems.add("port " + port + problem + ", which is to be the one of " + part);
        }
    }
}
