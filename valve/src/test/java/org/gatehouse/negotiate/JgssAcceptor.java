package org.gatehouse.negotiate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KeyTab;
import org.gatehouse.wire.Bytes;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;

/** The JDK's acceptor, in a JVM of its own: its Kerberos configuration is the whole JVM's. */
final class JgssAcceptor {
    /** How the answer to an accepted token begins; a name follows. */
    static final String ACCEPTED = "accepted ";

    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String KERBEROS = "1.2.840.113554.1.2.2";
    private static final int SECONDS = 300;

    private JgssAcceptor() {}

    /**
     * What it says to each of these tokens, one after the other.
     *
     * @param folder an empty one
     */
    static List<String> judge(Path folder, byte[] keytab, List<Bytes> tokens) throws Exception {
        Path keys = Files.write(folder.resolve("jgss.keytab"), keytab);
        Path krb5Conf =
                Files.writeString(folder.resolve("krb5.conf"), "[libdefaults]\n    default_realm = EXAMPLE.COM\n");
        Path questions = Files.write(
                folder.resolve("tokens"),
                tokens.stream()
                        .map(token -> Base64.getEncoder().encodeToString(token.toArray()))
                        .toList());
        Path answers = folder.resolve("answers");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.security.krb5.conf=" + krb5Conf,
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        JgssAcceptor.class.getName(),
                        keys.toString(),
                        questions.toString(),
                        answers.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        try {
            if (!jvm.waitFor(SECONDS, TimeUnit.SECONDS) || jvm.exitValue() != 0) {
                throw new IOException("The JDK's acceptor has failed: " + Files.readString(folder.resolve("output")));
            }
        } finally {
            jvm.destroyForcibly();
        }
        return Files.readAllLines(answers);
    }

    /** Takes a keytab, a file of tokens and the name of the file for the answers. */
    public static void main(String[] arguments) throws Exception {
        KeyTab keytab = KeyTab.getUnboundInstance(Path.of(arguments[0]).toFile());
        Subject service = new Subject(false, Set.of(), Set.of(), Set.of(keytab));
        List<String> answers = new ArrayList<>();
        for (String token : Files.readAllLines(Path.of(arguments[1]))) {
            byte[] bytes = Base64.getDecoder().decode(token);
            answers.add(Subject.doAs(service, (PrivilegedAction<String>) () -> answer(bytes)));
        }
        Files.write(Path.of(arguments[2]), answers, StandardCharsets.UTF_8);
    }

    private static String answer(byte[] token) {
        try {
            GSSManager manager = GSSManager.getInstance();
            GSSCredential credential = manager.createCredential(
                    null,
                    GSSCredential.INDEFINITE_LIFETIME,
                    new Oid[] {new Oid(SPNEGO), new Oid(KERBEROS)},
                    GSSCredential.ACCEPT_ONLY);
            GSSContext context = manager.createContext(credential);
            try {
                context.acceptSecContext(token, 0, token.length);
                return context.isEstablished() ? ACCEPTED + context.getSrcName() : "goes on";
            } finally {
                context.dispose();
            }
        } catch (GSSException e) {
            return "refused: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        } catch (RuntimeException e) {
            return "refused with " + e.getClass().getSimpleName();
        }
    }
}
