package org.gatehouse.lab.mit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;

/** MIT's sample server, which accepts as every server does that uses MIT's library. */
final class MitAcceptor {
    private static final int ATTEMPTS = 500;

    private MitAcceptor() {}

    /**
     * What MIT's sample client says after it has signed on to the sample server of this host once.
     *
     * @param keytab the server's
     */
    static String accept(MitDesk desk, Path keytab, String host) throws IOException {
        Map<String, String> environment = Map.of(
                "KRB5_CONFIG",
                desk.realm().krb5Conf().toString(),
                "KRB5_KTNAME",
                "FILE:" + keytab,
                "KRB5RCACHENAME",
                "none:");
        String port = Integer.toString(MitRealm.freePort());
        String service = "HTTP@" + host;
        Process server = Program.start(
                List.of("gss-server", "-port", port, "-once", service),
                environment,
                desk.folder().resolve("gss-server.out"));
        try {
            Program.Result result;
            int attempt = 0;
            do { // until it listens: a mere look whether it does would be its one visitor
                result = desk.run("", "gss-client", "-port", port, "-spnego", "127.0.0.1", service, "hello");
            } while (result.output().contains("Connection refused") && server.isAlive() && ++attempt < ATTEMPTS);
            return result.output();
        } finally {
            server.destroyForcibly();
        }
    }
}
