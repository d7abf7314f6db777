package org.gatehouse.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivilegedExceptionAction;
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
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.http.Cookie;

/** HtmlUnit with the JDK's Kerberos and TLS. */
final class HtmlUnit implements Browser {
    private static final boolean STRIP_PORT = true;
    private static final boolean NAME_AS_TYPED = false;

    private final WebClient client = new WebClient(BrowserVersion.CHROME);
    private JdkTickets tickets;

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
        tickets.use(() -> client.getPage(address.toURL()));
        return this;
    }

    @Override
    public void forgetCookies() {
        client.getCookieManager().clearCookies();
    }

    @Override
    public void forgetSession() {
        Optional.ofNullable(client.getCookieManager().getCookie("JSESSIONID"))
                .ifPresent(client.getCookieManager()::removeCookie);
    }

    @Override
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(client.getCookieManager().getCookie(name)).map(Cookie::getValue);
    }

    @Override
    public URI address() {
        return URI.create(shown().getUrl().toString());
    }

    @Override
    public HtmlUnit type(String css, String text) {
        use(() -> {
            element(css).type(text);
            return text;
        });
        return this;
    }

    @Override
    public HtmlUnit click(String css) {
        use(() -> element(css).click());
        return this;
    }

    @Override
    public void back() {
        use(() -> client.getCurrentWindow().getHistory().back());
    }

    @Override
    public String requestByScript(String path, String accept) {
        String call = "(function() {" + ScriptRequest.JAVA_SCRIPT + "})('" + path + "', '" + accept + "')";
        return String.valueOf(use(() -> shown().executeJavaScript(call).getJavaScriptResult()));
    }

    @Override
    public String heading() {
        DomNode heading = shown().querySelector("h1");
        return heading == null ? "" : heading.asNormalizedText();
    }

    /** From the next page on. */
    void allowScript(boolean isAllowed) {
        client.getOptions().setJavaScriptEnabled(isAllowed);
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

    /** With other tickets from here on. */
    void use(JdkTickets others) {
        tickets = others;
    }

    private <T> T use(PrivilegedExceptionAction<T> action) {
        try {
            return tickets.use(action);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HtmlElement element(String css) {
        HtmlElement element = shown().querySelector(css);
        if (element == null) {
            throw new AssertionError("The page has no " + css + ": " + text());
        }
        return element;
    }

    private HtmlPage shown() {
        if (client.getCurrentWindow().getEnclosedPage() instanceof HtmlPage page) {
            return page;
        }
        throw new IllegalStateException("no page is open");
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
