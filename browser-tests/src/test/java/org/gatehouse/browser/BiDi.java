package org.gatehouse.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.json.Json;

/** A connection over which a browser is driven (W3C WebDriver BiDi): one command after another, and their answers. */
final class BiDi implements AutoCloseable {
    private static final long PATIENCE = 60;

    private final Json json = new Json();
    private final Answers answers = new Answers();
    private final WebSocket socket;
    private final Map<String, Function<Map<?, ?>, Map<String, ?>>> events = new HashMap<>();
    private long commands;

    private BiDi(URI address) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, answers)
                .join();
    }

    static BiDi connect(URI address) {
        return new BiDi(address);
    }

    /**
     * Returns the result of a command.
     *
     * @throws IOException if the browser does not do it, with its words, or does not answer
     */
    Map<?, ?> call(String method, Map<String, ?> parameters) throws IOException {
        long id = send(method, parameters);
        while (true) {
            Map<?, ?> answer = json.toType(next(method), Map.class);
            if (!(answer.get("id") instanceof Number number) || number.longValue() != id) {
                event(answer);
                continue;
            }
            if (answer.get("result") instanceof Map<?, ?> result) {
                return result;
            }
            throw new IOException(method + ": " + answer);
        }
    }

    /**
     * Answers each event of a name with {@code network.continueWithAuth}, as long as there are calls.
     *
     * @param answer to the event's parameters
     */
    void answerEvents(String name, Function<Map<?, ?>, Map<String, ?>> answer) {
        events.put(name, answer);
    }

    private void event(Map<?, ?> message) {
        Function<Map<?, ?>, Map<String, ?>> answer = events.get(String.valueOf(message.get("method")));
        if (answer != null && message.get("params") instanceof Map<?, ?> parameters) {
            send("network.continueWithAuth", answer.apply(parameters));
        }
    }

    private long send(String method, Map<String, ?> parameters) {
        long id = ++commands;
        socket.sendText(json.toJson(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        return id;
    }

    private String next(String method) throws IOException {
        try {
            String text = answers.texts.poll(PATIENCE, TimeUnit.SECONDS);
            if (text == null) {
                throw new IOException(method + ": no answer");
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(method + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Answers implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                texts.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
