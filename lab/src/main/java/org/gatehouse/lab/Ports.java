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
        for (int port : List.of(options.httpPort(), options.kdcPort(), options.ldapPort())) {
            if (port != 0 && !isFree(port, port == options.kdcPort())) {
                problems.add("port " + port + " is in use");
            }
        }
        if (!problems.isEmpty()) {
            throw new LabException(LabException.Reason.PORT_IN_USE, String.join(System.lineSeparator(), problems));
        }
    }

    private static boolean isFree(int port, boolean udpToo) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (ServerSocket tcp = new ServerSocket()) {
            tcp.setReuseAddress(true); // a connection that was closed just now is no obstacle
            tcp.bind(address);
            if (udpToo) {
                new DatagramSocket(address).close();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
