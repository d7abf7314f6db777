package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.ldap.ExtendedRequest;
import javax.naming.ldap.ExtendedResponse;
import javax.naming.ldap.InitialLdapContext;
import javax.naming.ldap.LdapContext;
import javax.naming.ldap.StartTlsRequest;
import javax.naming.ldap.StartTlsResponse;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who has an account, or only a connection. */
@SuppressWarnings("BanJNDI") // the JDK's LDAP client is the independent one at hand; the answers are the lab's own
class LdapAttackIT extends OnALabsDirectory {
    private static final int INSUFFICIENT_ACCESS = 50;
    private static final String SUFFIX = "DC=lab,DC=localhost";
    private static final String TRUST = "CN=partner.localhost,CN=System," + SUFFIX;

    private static LdapTool alice;

    @BeforeAll
    static void nameClients() throws Exception {
        alice = LdapTool.as(running, "LAB\\alice", "Wonderland1!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(userPassword=*)",
                "(userPassword=Builder1!)",
                "(userPassword:=Builder1!)",
                "(userPassword:2.5.13.17:=Builder1!)",
                "(userPassword:1.2.840.113556.1.4.803:=1)",
                "(userPassword:1.2.840.113556.1.4.1941:=CN=x)",
                "(2.5.4.35=*)",
                "(2.5.4.35:=Builder1!)",
                "(userPassword>=A)",
                "(userPassword<=z)",
                "(userPassword~=Builder1!)",
                "(!(userPassword=x))",
                "(|(userPassword=Builder1!)(cn=none))",
                "(&(cn=*)(!(|(userPassword=x)(cn=none))))",
                "(userPassword;binary=*)",
                "(trustAuthIncoming=*)",
                "(trustAuthOutgoing>=\\00)",
                "(!(1.2.840.113556.1.4.129=x))",
                "(unicodePwd=*)",
                "(:dn:2.5.13.17:=Builder1!)",
                "(:2.5.13.17:=Builder1!)"
            })
    void findsNothingByWhatIsHidden(String filter) throws Exception {
        assertThat(alice.search(filter, "cn").output()).doesNotContain("cn: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"userPassword", "2.5.4.35", "trustAuthIncoming", "userPassword;binary", "*", "+"})
    void readsNothingOfWhatIsHidden(String attribute) throws Exception {
        for (LdapTool user : List.of(alice, LdapTool.as(running, "LAB\\administrator", "Admin1!"))) {
            assertThat(user.search("(objectClass=*)", attribute).output())
                    .doesNotContainIgnoringCase("userPassword")
                    .doesNotContainIgnoringCase("trustAuth");
            assertThat(user.searchFrom(TRUST, "-s", "base", "(objectClass=*)", attribute, "cn")
                            .output())
                    .contains("dn: " + TRUST)
                    .doesNotContain("trustAuth");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"userPassword", "2.5.4.35", "unicodePwd", "trustAuthIncoming"})
    void comparesNothingThatIsHidden(String attribute) throws Exception {
        Program.Result result = alice.compare("CN=Bob Builder,CN=Users," + SUFFIX, attribute + ":Builder1!");

        assertThat(result.status()).isEqualTo(INSUFFICIENT_ACCESS);
    }

    @Test
    void sortsNothingByWhatIsHidden() throws Exception {
        DomainAdministration administration = running.lab.administration();
        administration.createUser("sort-a", "zzz");
        administration.createUser("sort-b", "aaa");
        String before = sortedByPassword();

        administration.setPassword("sort-a", "aaa");
        administration.setPassword("sort-b", "zzz");

        assertThat(sortedByPassword()).isEqualTo(before);
    }

    private static String sortedByPassword() throws Exception {
        return alice.search("-E", "sss=userPassword", "(cn=sort-*)", "cn").output();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice)(cn=*",
                "*",
                "ali*e@lab.localhost",
                "alice\\00@lab.localhost",
                "CN=Alice Liddell\\00,CN=Users,DC=lab,DC=localhost",
                "CN=*,CN=Users,DC=lab,DC=localhost",
                "\\\\",
                "LAB\\",
                "@",
                "=",
                ",,,"
            })
    void bindsWithNoOddName(String name) throws Exception {
        Program.Result result = LdapTool.as(running, name, "Wonderland1!").search("(cn=krbtgt)", "cn");

        assertThat(result.status()).isIn(34, 49); // invalidDNSyntax, invalidCredentials
        assertAlive();
    }

    @Test
    void bindsWithNoOverlongName() throws Exception {
        for (String name : List.of("x".repeat(100_000) + "@lab.localhost", "CN=" + "x,CN=".repeat(20_000) + "y")) {
            assertThatThrownBy(() -> bind(name, "Wonderland1!")).isInstanceOf(NamingException.class);
        }
        assertAlive();
    }

    @Test
    void bindsWithNoNulInTheName() {
        assertThatThrownBy(() -> bind("alice@lab.localhost\u0000", "Wonderland1!"))
                .isInstanceOf(NamingException.class);
        assertThatThrownBy(() -> bind("LAB\\alice\u0000@lab.localhost", "Wonderland1!"))
                .isInstanceOf(NamingException.class);
    }

    @Test
    void refusesDeepFilterAndGoesOn() throws Exception {
        for (int depth : List.of(110, 200, 20_000)) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(message(1, simpleBind("LAB\\alice", "Wonderland1!")));
                assertThat(answer(socket)).isNotEmpty();
                socket.getOutputStream().write(message(2, search(nots(depth))));
                answer(socket);
            }
        }
        assertAlive();
    }

    @Test
    void refusesWideFilterAndGoesOn() throws Exception {
        String wide = "(|" + "(cn=x)".repeat(20_000) + ")";

        assertThat(alice.search(wide, "cn").status()).isNotZero();
        assertAlive();
    }

    @Test
    void refusesMessageThatAnnouncesMoreThanItMay() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
            answer(socket);
        }
        assertAlive();
    }

    @Test
    void startsTlsOnceOnly() throws Exception {
        LdapContext context = new InitialLdapContext(environment(), null);
        var tls = (StartTlsResponse) context.extendedOperation(new StartTlsRequest());
        tls.setHostnameVerifier((host, session) -> true);
        tls.negotiate(trusting());

        assertThatThrownBy(() -> context.extendedOperation(new Again())).isInstanceOf(NamingException.class);
        context.close();
    }

    /** As StartTLS, but the JDK does not recognize it. */
    private static final class Again implements ExtendedRequest {
        private static final long serialVersionUID = 1;

        @Override
        public String getID() {
            return StartTlsRequest.OID;
        }

        @Override
        public byte[] getEncodedValue() {
            return new byte[0];
        }

        @Override
        public ExtendedResponse createExtendedResponse(String id, byte[] value, int offset, int length) {
            throw new IllegalStateException("StartTLS was granted again");
        }
    }

    @Test
    void logsNoPasswords() throws Exception {
        StringBuilder logged = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                synchronized (logged) {
                    logged.append(record.getMessage()).append(' ').append(record.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        Level level = root.getLevel();
        root.addHandler(handler);
        try {
            LdapTool.as(running, "LAB\\alice", "Wonderland1!").search("(cn=krbtgt)", "cn");
            LdapTool.as(running, "LAB\\alice", "WrongSecret1!").search("(cn=krbtgt)", "cn");
            LdapTool.as(running, "LAB\\administrator", "Admin1!").modify("""
                    dn: CN=Mallory,CN=Users,DC=lab,DC=localhost
                    changetype: modify
                    replace: userPassword
                    userPassword: NewSecret1!
                    """);
        } finally {
            root.removeHandler(handler);
            root.setLevel(level);
        }

        synchronized (logged) {
            assertThat(logged.toString()).doesNotContain("Wonderland1!", "Secret1!", "Admin1!");
        }
    }

    private static void assertAlive() throws Exception {
        assertThat(alice.search("(sAMAccountName=bob)", "cn").output()).contains("cn: Bob Builder");
    }

    private static LdapContext bind(String name, String password) throws NamingException {
        Properties environment = environment();
        environment.put(Context.SECURITY_PRINCIPAL, name);
        environment.put(Context.SECURITY_CREDENTIALS, password);
        return new InitialLdapContext(environment, null);
    }

    private static Properties environment() {
        Properties environment = new Properties();
        environment.put("com.sun.jndi.ldap.read.timeout", "60000");
        environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        environment.put(
                Context.PROVIDER_URL,
                "ldap://127.0.0.1:" + running.directory.ldap().getPort());
        return environment;
    }

    private static SSLSocketFactory trusting() throws Exception {
        var certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(running.caCertificate()));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", certificate);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return tls.getSocketFactory();
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), running.directory.ldap().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** What comes until the server has said something or hung up. */
    private static byte[] answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        int length = in.read(buffer);
        return length < 0 ? new byte[0] : Arrays.copyOf(buffer, length);
    }

    private static byte[] message(int id, byte[] operation) throws IOException {
        return tlv(0x30, concat(tlv(0x02, new byte[] {(byte) id}), operation));
    }

    private static byte[] simpleBind(String name, String password) throws IOException {
        return tlv(
                0x60,
                concat(
                        tlv(0x02, new byte[] {3}),
                        tlv(0x04, name.getBytes(StandardCharsets.UTF_8)),
                        tlv(0x80, password.getBytes(StandardCharsets.UTF_8))));
    }

    private static byte[] search(byte[] filter) throws IOException {
        return tlv(
                0x63,
                concat(
                        tlv(0x04, SUFFIX.getBytes(StandardCharsets.UTF_8)),
                        tlv(0x0a, new byte[] {2}),
                        tlv(0x0a, new byte[] {0}),
                        tlv(0x02, new byte[] {0}),
                        tlv(0x02, new byte[] {0}),
                        tlv(0x01, new byte[] {0}),
                        filter,
                        tlv(0x30, new byte[0])));
    }

    private static byte[] nots(int depth) throws IOException {
        byte[] filter = tlv(0x87, "cn".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < depth; i++) {
            filter = tlv(0xa2, filter);
        }
        return filter;
    }

    private static byte[] tlv(int tag, byte[] value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (value.length < 0x80) {
            out.write(value.length);
        } else {
            out.write(0x83);
            out.write(value.length >> 16);
            out.write(value.length >> 8);
            out.write(value.length);
        }
        out.write(value);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.write(part);
        }
        return out.toByteArray();
    }
}
