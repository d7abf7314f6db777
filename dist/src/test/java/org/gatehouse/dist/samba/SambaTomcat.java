package org.gatehouse.dist.samba;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.dist.Archive;
import org.gatehouse.dist.StockTomcat;
import org.gatehouse.dist.WebArchive;
import org.gatehouse.lab.client.Response;

/**
 * A stock Tomcat in Samba's domain, with the keytab that Samba exported. {@code /aes/} accepts what the valve accepts without
 * being told, {@code /rc4/} RC4 as well. Each says who asks and in which of the domain's groups they are.
 */
final class SambaTomcat implements AutoCloseable {
    private static final Pattern REFERENCE = Pattern.compile("\\(GH-[A-Z][0-9]{3}, ([0-9A-F-]+)\\)");

    private final StockTomcat tomcat;
    private final int port;

    private SambaTomcat(StockTomcat tomcat, int port) {
        this.tomcat = tomcat;
        this.port = port;
    }

    /** @param version {@code tomcat10} or {@code tomcat11} */
    static SambaTomcat start(String version, SambaDomain domain, Path folder) throws Exception {
        Path home = Path.of(System.getProperty("gatehouse." + version));
        Path base = folder.resolve("base");
        StockTomcat.prepare(home, base, Archive.extractValve(folder));
        Path roles = Files.writeString(folder.resolve("roles"), domain.sid("Ledgers") + " = auditor\n");
        String valve = "keytab=\"%s\" roles=\"%s\"".formatted(domain.keytab(), roles);
        deploy(domain, valve, base.resolve("webapps/aes.war"));
        deploy(
                domain,
                valve + " encryptionTypes=\"aes256-sha1 aes128-sha1 rc4-hmac\"",
                base.resolve("webapps/rc4.war"));
        StockTomcat tomcat = StockTomcat.run(home, base);
        try {
            return new SambaTomcat(tomcat, tomcat.awaitStart());
        } catch (InterruptedException | AssertionError e) {
            tomcat.close();
            throw e;
        }
    }

    /** A line for each group, {@code Finance: true}; the roles are SIDs, and a name for that of Ledgers. */
    private static void deploy(SambaDomain domain, String valve, Path war) throws IOException {
        String groups = domain.sids("").entrySet().stream()
                .map(group -> memberLine(group.getKey(), group.getValue()))
                .collect(Collectors.joining());
        new WebArchive()
                .valve(valve)
                .file(
                        "index.jsp",
                        "user: ${pageContext.request.userPrincipal.name}\n" + memberLine("auditor", "auditor") + groups)
                .write(war);
    }

    private static String memberLine(String name, String role) {
        return "%s: ${pageContext.request.isUserInRole('%s')}\n".formatted(name, role);
    }

    /** What the page shows for these groups. */
    static String[] members(Map<String, String> sids) {
        return sids.keySet().stream().map(name -> "\n" + name + ": true\n").toArray(String[]::new);
    }

    URI address(String host, String path) {
        return URI.create("http://" + host + SambaDomain.SUFFIX + ":" + port + path);
    }

    /** What the log says, from the code on, of the refusal whose reference is on the page. */
    String logOf(Response refusal) throws InterruptedException {
        Matcher page = REFERENCE.matcher(refusal.body());
        if (!page.find()) {
            throw new AssertionError("no reference in " + refusal);
        }
        return tomcat.await(Pattern.compile("GH-[A-Z][0-9]{3} [^\\[]*\\[" + page.group(1) + "].*"))
                .group();
    }

    @Override
    public void close() {
        tomcat.close();
    }
}
