package org.gatehouse.dist.proxies;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import org.gatehouse.lab.tls.KeyStoreFile;
import org.gatehouse.lab.tls.LabAuthority;

/** Key and certificate of the portal, in the files that proxies want. */
final class PortalCertificate {
    private PortalCertificate() {}

    /** Writes portal.crt, portal.key, portal.pem (both), and ca.pem for those who are to trust them. */
    static void write(Path folder) throws IOException, GeneralSecurityException {
        LabAuthority authority = new LabAuthority();
        KeyStoreFile file = authority.issue(folder.resolve("portal.p12"), List.of("lab.localhost"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = file.password().toCharArray();
        try (InputStream in = Files.newInputStream(file.path())) {
            store.load(in, password);
        }
        String alias = store.aliases().nextElement();
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        String key = pem("PRIVATE KEY", store.getKey(alias, password).getEncoded());
        Files.writeString(folder.resolve("portal.crt"), chain);
        Files.writeString(folder.resolve("portal.key"), key);
        Files.writeString(folder.resolve("portal.pem"), chain + key);
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }
}
