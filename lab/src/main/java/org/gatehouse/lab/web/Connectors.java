package org.gatehouse.lab.web;

import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.gatehouse.lab.tls.KeyStoreFile;

/**
 * The two ways to the portal, both on the loopback interface.
 *
 * @param httpPort 0 for any free one, as the other
 */
public record Connectors(int httpPort, int httpsPort, KeyStoreFile keyStore) {
    /** Tickets of users in many groups are large; Tomcat's 8 KiB would refuse them before the valve sees them. */
    private static final int MAX_HEADER_SIZE = 98304;

    private static final int MAX_THREADS = 20;

    Connector http() {
        return connector(httpPort);
    }

    Connector https() {
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setCertificateKeystoreFile(keyStore.path().toAbsolutePath().toString());
        certificate.setCertificateKeystoreType("PKCS12");
        certificate.setCertificateKeystorePassword(keyStore.password());
        host.addCertificate(certificate);
        Connector connector = connector(httpsPort);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(host);
        return connector;
    }

    private static Connector connector(int port) {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(port);
        connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(MAX_HEADER_SIZE));
        connector.setProperty("maxThreads", Integer.toString(MAX_THREADS));
        connector.setProperty("minSpareThreads", "2");
        connector.setThrowOnFailure(true);
        return connector;
    }
}
