package org.gatehouse.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.impl.auth.SPNegoSchemeFactory;
import org.apache.http.impl.client.HttpClientBuilder;
import org.htmlunit.BrowserVersion;
import org.htmlunit.DefaultCredentialsProvider;
import org.htmlunit.HttpWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;

/** HtmlUnit with the JDK's Kerberos and TLS. */
final class HtmlUnit implements Browser {
    private static final boolean STRIP_PORT = true;
    private static final boolean NAME_AS_TYPED = false;

    private final WebClient client = new WebClient(BrowserVersion.CHROME);
    private final JdkTickets tickets;
    private Optional<HtmlPage> page = Optional.empty();

    private HtmlUnit(JdkTickets tickets) {
        this.tickets = tickets;
    }

    /** A browser that trusts nobody's certificate but what the JDK trusts. */
    static HtmlUnit with(JdkTickets tickets) {
        HtmlUnit browser = new HtmlUnit(tickets);
        browser.configure();
        return browser;
    }

    /** A browser that trusts an authority, given by its certificate in PEM, and no other. */
    static HtmlUnit with(JdkTickets tickets, Path authority) throws IOException {
        HtmlUnit browser = with(tickets);
        browser.client.getOptions().setSSLContext(trusting(authority));
        return browser;
    }

    private void configure() {
        client.getOptions().setJavaScriptEnabled(false); // no page has any
        client.getOptions().setThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setPrintContentOnFailingStatusCode(false);
        client.setWebConnection(new Connection(client));
        // Without credentials of some kind HttpClient does not answer a challenge; those for Negotiate are the tickets.
        DefaultCredentialsProvider anything = new DefaultCredentialsProvider();
        anything.addCredentials("not", "used".toCharArray());
        client.setCredentialsProvider(anything);
    }

    private static SSLContext trusting(Path authority) throws IOException {
        try (var pem = Files.newInputStream(authority)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(authority + ": " + e.getMessage(), e);
        }
    }

    @Override
    public HtmlUnit open(URI address) throws IOException {
        page = Optional.of(tickets.use(() -> client.getPage(address.toURL())));
        return this;
    }

    @Override
    public void forgetCookies() {
        client.getCookieManager().clearCookies();
    }

    @Override
    public int status() {
        return shown().getWebResponse().getStatusCode();
    }

    @Override
    public String title() {
        return shown().getTitleText();
    }

    @Override
    public String text() {
        return shown().asNormalizedText();
    }

    @Override
    public String text(String css) {
        DomNode found = shown().querySelector(css);
        if (found == null) {
            throw new AssertionError("The page has no " + css + ": " + text());
        }
        return found.asNormalizedText();
    }

    @Override
    public int count(String css) {
        return shown().querySelectorAll(css).size();
    }

    @Override
    public void close() {
        client.close();
    }

    private HtmlPage shown() {
        return page.orElseThrow(() -> new IllegalStateException("no page is open"));
    }

    /** Connects as a browser of the lab does: its names lead to this machine, and Negotiate takes them as they are. */
    private static final class Connection extends HttpWebConnection {
        Connection(WebClient client) {
            super(client);
        }

        @Override
        protected HttpClientBuilder createHttpClientBuilder() {
            return super.createHttpClientBuilder()
                    .setDnsResolver(Connection::resolve)
                    .setDefaultAuthSchemeRegistry(RegistryBuilder.<AuthSchemeProvider>create()
                            .register(AuthSchemes.SPNEGO, new SPNegoSchemeFactory(STRIP_PORT, NAME_AS_TYPED))
                            .build());
        }

        /** RFC 6761 §6.3; a name without a dot is one of the workstation's own domain. */
        private static InetAddress[] resolve(String host) throws UnknownHostException {
            String name = host.toLowerCase(Locale.ROOT);
            if (name.endsWith(".localhost") || !name.contains(".")) {
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }
            throw new UnknownHostException(host);
        }
    }
}
