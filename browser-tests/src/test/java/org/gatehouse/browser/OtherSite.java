package org.gatehouse.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another server of this machine, which knows nobody. It answers each request alike. */
final class OtherSite implements AutoCloseable {
    private static final String RETURN_URL = "ReturnUrl=";

    private final HttpServer server;
    private final List<String> returnUrls = new CopyOnWriteArrayList<>();

    private OtherSite(HttpServer server) {
        this.server = server;
    }

    /** Shows a page; its heading comes first. */
    static OtherSite showing(String heading, String html) throws IOException {
        String page = "<!DOCTYPE html><html lang=\"en\"><title>Other site</title><h1>" + heading + "</h1>" + html;
        return answering(exchange -> {
            byte[] body = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /** Leads back at once to where it is told, and signs nobody in. */
    static OtherSite leadingBackTo(URI site) throws IOException {
        return answering(exchange -> {
            String target = returnUrl(exchange).orElse("/");
            exchange.getResponseHeaders().set("Location", site.resolve(target).toString());
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private static OtherSite answering(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OtherSite site = new OtherSite(server);
        server.createContext("/", exchange -> {
            returnUrl(exchange).ifPresent(site.returnUrls::add);
            answer.to(exchange);
            exchange.close();
        });
        server.start();
        return site;
    }

    private static Optional<String> returnUrl(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery())
                .filter(query -> query.startsWith(RETURN_URL))
                .map(query -> URLDecoder.decode(query.substring(RETURN_URL.length()), StandardCharsets.UTF_8));
    }

    /** Its address under a name of its own. */
    URI address(String host) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
    }

    /** Where it was told to lead back to, one for each request that said so. */
    List<String> returnUrls() {
        return List.copyOf(returnUrls);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
