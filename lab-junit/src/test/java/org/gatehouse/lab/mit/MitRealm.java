package org.gatehouse.lab.mit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gatehouse.lab.client.JoinableDomain;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.clock.ShiftedClock;

/**
 * A realm of MIT's own KDC, with its database and all of its configuration in one folder and on a free port of this
 * machine alone. What the system has of a realm is neither read nor touched.
 */
final class MitRealm implements JoinableDomain, AutoCloseable {
    static final String NAME = "MIT.LOCALHOST";

    private static final String USUAL_ENCTYPES =
            "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96 aes256-cts-hmac-sha384-192 aes128-cts-hmac-sha256-128";

    /** Between looking for a free port and taking it somebody else may take it. */
    private static final int ATTEMPTS = 3;

    private static final Duration START = Duration.ofSeconds(30);
    private static final int MILLIS_BETWEEN_LOOKS = 20;

    private final Path folder;
    private final Process kdc;
    private final ShiftedClock workstationClock = new ShiftedClock(InstantSource.system());

    private MitRealm(Path folder, Process kdc) {
        this.folder = folder;
        this.kdc = kdc;
    }

    /**
     * Creates the realm and starts its KDC.
     *
     * @param folder an empty one, which is removed by whoever has made it
     */
    static MitRealm start(Path folder) throws IOException {
        configure(folder, 0);
        administer(folder, "kdb5_util", "create", "-s", "-r", NAME, "-P", "master");
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            configure(folder, port);
            Process kdc = Program.start(
                    List.of(program("krb5kdc"), "-n", "-r", NAME), environment(folder), folder.resolve("krb5kdc.out"));
            if (answers(kdc, port)) {
                return new MitRealm(folder, kdc);
            }
            kdc.destroyForcibly();
            if (attempt == ATTEMPTS) {
                throw new IOException("krb5kdc does not start: " + Files.readString(folder.resolve("krb5kdc.out")));
            }
        }
    }

    /** For clients and for servers of the realm. */
    @Override
    public Path krb5Conf() {
        return folder.resolve("krb5.conf");
    }

    /** The realm has no CA, and its portal is opened without TLS: there is no such file. */
    @Override
    public Path caCertificate() {
        return folder.resolve("ca.pem");
    }

    @Override
    public ShiftedClock workstationClock() {
        return workstationClock;
    }

    void addUser(String name, String password) throws IOException {
        kadmin("addprinc", "-pw", password, name);
    }

    /**
     * Adds a service with a random key.
     *
     * @param enctype of the key, in MIT's words
     */
    void addService(String name, String enctype) throws IOException {
        kadmin("addprinc", "-randkey", "-e", enctype + ":normal", name);
    }

    void remove(String name) throws IOException {
        kadmin("delprinc", "-force", name);
    }

    /** Has tickets for the service carry session keys of this type. */
    void setSessionEnctype(String service, String enctype) throws IOException {
        kadmin("setstr", service, "session_enctypes", enctype);
    }

    /** Has the KDC take the service's key for another version. */
    void setVersion(String service, int kvno) throws IOException {
        kadmin("modprinc", "-kvno", Integer.toString(kvno), service);
    }

    /** Makes a new key, of which the version is one more than the last one's, and adds it to a keytab. */
    void export(Path keytab, String service, String enctype) throws IOException {
        kadmin("ktadd", "-k", keytab.toString(), "-e", enctype + ":normal", service);
    }

    @Override
    public void close() throws IOException {
        kdc.destroy();
        try {
            if (!kdc.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                kdc.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            kdc.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("krb5kdc was not waited for");
        }
    }

    private void kadmin(String... query) throws IOException {
        List<String> command = new ArrayList<>(List.of("kadmin.local", "-r", NAME));
        command.addAll(List.of(query));
        administer(folder, command.toArray(String[]::new));
    }

    private static void administer(Path folder, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        all.set(0, program(command[0]));
        Program.run(all, environment(folder), "").orThrow();
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of(
                "KRB5_CONFIG",
                folder.resolve("krb5.conf").toString(),
                "KRB5_KDC_PROFILE",
                folder.resolve("kdc.conf").toString());
    }

    /** Debian keeps administrators' programs out of other users' PATH. */
    private static String program(String name) {
        Path path = Path.of("/usr/sbin", name);
        return Files.isExecutable(path) ? path.toString() : name;
    }

    private static void configure(Path folder, int port) throws IOException {
        Files.writeString(folder.resolve("kdc.conf"), """
                [kdcdefaults]
                    kdc_listen = 127.0.0.1:%1$d
                    kdc_tcp_listen = 127.0.0.1:%1$d
                [realms]
                    %2$s = {
                        database_name = %3$s/principal
                        key_stash_file = %3$s/stash
                        max_life = 10h
                        supported_enctypes = aes256-cts-hmac-sha1-96:normal
                    }
                [logging]
                    kdc = FILE:%3$s/kdc.log
                """.formatted(port, NAME, folder));
        Files.writeString(folder.resolve("krb5.conf"), """
                [libdefaults]
                    default_realm = %1$s
                    dns_lookup_kdc = false
                    dns_lookup_realm = false
                    dns_canonicalize_hostname = false
                    rdns = false
                    allow_rc4 = true
                    permitted_enctypes = %3$s rc4-hmac
                [realms]
                    %1$s = {
                        kdc = 127.0.0.1:%2$d
                    }
                [domain_realm]
                    .mit.localhost = %1$s
                """.formatted(NAME, port, USUAL_ENCTYPES));
    }

    static int freePort() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(0, 1, loopback);
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort()))) {
            return udp.getLocalPort();
        }
    }

    private static boolean answers(Process kdc, int port) throws IOException {
        long end = System.nanoTime() + START.toNanos();
        try {
            while (!kdc.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    return socket.isConnected();
                } catch (IOException notYet) {
                    if (System.nanoTime() - end > 0) {
                        return false;
                    }
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("krb5kdc was not waited for");
        }
    }
}
