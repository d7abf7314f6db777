package org.gatehouse.lab;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.type.KerberosTime;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KrbError;
import org.apache.kerby.kerberos.kerb.type.base.NameType;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOptions;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;

/** Asks the parts of a lab as a client would. It is also what makes the first real sign-on quick. */
final class Readiness {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int MAX_ANSWER = 1 << 16;
    private static final String UNKNOWN_CLIENT = "readiness-check";

    private Readiness() {}

    /** @throws IOException if a part does not answer, or not as it should */
    static void check(Lab lab) throws IOException {
        portal(lab);
        kdc(lab);
    }

    /** The portal asks a stranger to sign on. */
    private static void portal(Lab lab) throws IOException {
        // By address: the JVM knows no lab.localhost.
        URI uri = URI.create("http://127.0.0.1:" + lab.portal().getPort() + "/");
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            String challenge = connection.getHeaderField("WWW-Authenticate");
            if (connection.getResponseCode() != HttpURLConnection.HTTP_UNAUTHORIZED || !"Negotiate".equals(challenge)) {
                throw new IOException("the portal answers " + connection.getResponseCode() + " " + challenge
                        + " and not 401 Negotiate");
            }
        } finally {
            connection.disconnect();
        }
    }

    /** The KDC refuses somebody it does not know. */
    private static void kdc(Lab lab) throws IOException {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = lab.kdc();
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            byte[] request = KrbCodec.encode(asReq(lab.realm().name()));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.length);
            out.write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length <= 0 || length > MAX_ANSWER) {
                throw new IOException("the KDC announces an answer of " + length + " bytes");
            }
            KrbCodec.decode(in.readNBytes(length), KrbError.class);
        } catch (KrbException e) {
            throw new IOException("the KDC does not answer with a KRB-ERROR", e);
        }
    }

    private static AsReq asReq(String realm) {
        KdcReqBody body = new KdcReqBody();
        body.setKdcOptions(new KdcOptions());
        body.setCname(new PrincipalName(UNKNOWN_CLIENT, NameType.NT_PRINCIPAL));
        body.setRealm(realm);
        body.setSname(new PrincipalName(List.of("krbtgt", realm), NameType.NT_SRV_INST));
        body.setTill(new KerberosTime(0));
        body.setNonce(1);
        body.setEtypes(List.of(EncryptionType.AES256_CTS_HMAC_SHA1_96));
        AsReq request = new AsReq();
        request.setReqBody(body);
        return request;
    }
}
