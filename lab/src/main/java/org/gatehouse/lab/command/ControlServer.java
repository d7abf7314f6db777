package org.gatehouse.lab.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The door through which scripts reach the commands: HTTP on the loopback interface, at a port that is new each time, for
 * those alone who know its token. A request is {@code POST /setspn}; its body has every argument followed by a NUL, and
 * then what the command is to read. The answer's body is exit status, output and errors, each followed by a NUL.
 *
 * <p>Everybody on the machine, and every page in a browser on it, can send requests here: without the token they learn and
 * change nothing.
 */
public final class ControlServer implements Closeable {
    /** More arguments than anybody types. */
    static final int MAX_BODY = 64 * 1024;

    private static final int TOKEN_BYTES = 32;
    private static final int MAX_THREADS = 32;
    private static final int IDLE_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 10;

    private final Logger logger = Logger.getLogger("org.gatehouse.lab.command");
    private final HttpServer server;
    private final ExecutorService threads;
    private final ControlRequests requests;
    private final String token;

    private ControlServer(HttpServer server, Commands commands, String token) {
        this.server = server;
        this.token = token;
        this.requests = new ControlRequests(commands, server.getAddress().getPort(), token);
        this.threads = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), ControlServer::daemon);
    }

    /** Opens the door to a lab that is as it was after its start. */
    public static ControlServer start(LabControl lab) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ControlServer control = new ControlServer(http, new Commands(lab), newToken());
        http.setExecutor(control.threads);
        http.createContext("/", control::handle);
        control.open();
        return control;
    }

    /** The server's own thread takes after the one that starts it, and must not keep the JVM alive. */
    private void open() throws IOException {
        Thread starter = daemon(server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "gatehouse-lab-control");
        thread.setDaemon(true);
        return thread;
    }

    /** Of 127.0.0.1. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What a request has to show as {@code Authorization: Bearer}; for files that only the owner can read. */
    public String token() {
        return token;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try {
            ControlRequests.Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }

    private ControlRequests.Answer answer(HttpExchange exchange) throws IOException {
        try {
            return requests.answer(exchange);
        } catch (RuntimeException e) { // a fault of a command, which must not look like one of the network
            logger.log(Level.SEVERE, "A command failed", e);
            return ControlRequests.Answer.failed();
        }
    }

    /** When it returns, the port is free and no thread is left. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                logger.warning("A command did not end in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
