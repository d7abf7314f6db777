package org.gatehouse.dist;

import java.util.List;
import java.util.Locale;

/**
 * The last of the responses that curl shows with {@code -i}.
 *
 * @param headers lines such as {@code Content-Length: 12}
 */
record Response(int status, List<String> headers, String body) {
    static Response parse(String text) {
        String rest = text;
        while (true) {
            int end = rest.indexOf("\r\n\r\n");
            if (!rest.startsWith("HTTP/1.1 ") || end < 0) {
                throw new IllegalArgumentException("No HTTP response: " + text);
            }
            List<String> lines = rest.substring(0, end).lines().toList();
            rest = rest.substring(end + 4);
            if (!rest.startsWith("HTTP/1.1 ")) {
                int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
                return new Response(status, lines.subList(1, lines.size()), rest);
            }
        }
    }

    /** The values of a header, in any case of its name. */
    List<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ": ";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
