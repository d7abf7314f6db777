package org.gatehouse.lab.command;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides about requests to the control server: who may ask, then what is asked. */
final class ControlRequests {
    private static final String SCHEME = "Bearer ";
    private static final char END = '\0';

    private final Commands commands;
    private final byte[] token;

    /** A page from elsewhere may make its name lead here (DNS rebinding), but the browser then sends that name. */
    private final Set<String> hosts;

    ControlRequests(Commands commands, int port, String token) {
        this.commands = commands;
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** An HTTP status and a text. */
    record Answer(int status, String body) {
        static Answer refused(int status, String why) {
            return new Answer(status, why + "\n");
        }

        static Answer failed() {
            return refused(HttpURLConnection.HTTP_INTERNAL_ERROR, "the command failed; the lab's log says why");
        }

        static Answer of(CommandResult result) {
            return new Answer(
                    HttpURLConnection.HTTP_OK,
                    Integer.toString(result.status()) + END + result.output() + END + result.errors() + END);
        }
    }

    /** Nothing of the body is read before the token is seen. */
    Answer answer(HttpExchange exchange) throws IOException {
        if (!hosts.contains(header(exchange, "Host"))) {
            return Answer.refused(HttpURLConnection.HTTP_FORBIDDEN, "this is not the host that was asked for");
        }
        if (!isAuthorized(header(exchange, "Authorization"))) {
            return Answer.refused(HttpURLConnection.HTTP_UNAUTHORIZED, "the token is missing or wrong");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.refused(HttpURLConnection.HTTP_BAD_METHOD, "commands are sent by POST");
        }
        byte[] body = exchange.getRequestBody().readNBytes(ControlServer.MAX_BODY + 1);
        if (body.length > ControlServer.MAX_BODY) {
            return Answer.refused(
                    HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
                    "a command has " + ControlServer.MAX_BODY + " bytes at most");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            return Answer.refused(HttpURLConnection.HTTP_BAD_REQUEST, "the arguments are not UTF-8");
        }
        Optional<String> path = Optional.ofNullable(exchange.getRequestURI().getPath());
        return run(path.filter(it -> it.startsWith("/")).orElse("/").substring(1), text);
    }

    private Answer run(String name, String text) {
        int end = text.lastIndexOf(END) + 1;
        List<String> arguments = new ArrayList<>();
        for (int begin = 0; begin < end; ) {
            int next = text.indexOf(END, begin);
            arguments.add(text.substring(begin, next));
            begin = next + 1;
        }
        Optional<CommandResult> result = commands.run(name, arguments, text.substring(end));
        return result.map(Answer::of)
                .orElseGet(() -> Answer.refused(HttpURLConnection.HTTP_NOT_FOUND, "there is no such command"));
    }

    private boolean isAuthorized(String header) {
        return header.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token, header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }

    private static String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
        return values.size() == 1 ? values.get(0) : ""; // two of them are as good as none
    }
}
