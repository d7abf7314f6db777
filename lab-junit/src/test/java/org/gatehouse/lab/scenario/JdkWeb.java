package org.gatehouse.lab.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.gatehouse.lab.client.Response;

/** The JDK's HTTP client. It goes by the machine's address, since this JVM need not know the lab's names. */
final class JdkWeb {
    private final HttpClient client;

    /** @param authority the only one that is trusted, as PEM */
    JdkWeb(Path authority) {
        this(HttpClient.newBuilder().sslContext(trusting(authority)));
    }

    private JdkWeb(HttpClient.Builder builder) {
        this.client = builder.version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Trusts whom the JDK trusts by itself. */
    static JdkWeb trustingTheUsual() {
        return new JdkWeb(HttpClient.newBuilder());
    }

    /** @param headers names and values by turns */
    Response get(URI address, List<String> headers) throws IOException, InterruptedException {
        URI byAddress = URI.create(address.getScheme() + "://127.0.0.1:" + address.getPort() + address.getPath());
        HttpRequest.Builder request = HttpRequest.newBuilder(byAddress);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        List<String> lines = response.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value))
                .toList();
        return new Response(response.statusCode(), lines, response.body());
    }

    private static SSLContext trusting(Path authority) {
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of TLS", e);
        }
    }
}
