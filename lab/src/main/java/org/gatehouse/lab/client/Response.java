package org.gatehouse.lab.client;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An HTTP response, as curl shows it with {@code --include}.
 *
 * @param headers lines such as {@code Content-Length: 12}
 */
public record Response(int status, List<String> headers, String body) {
    /** More than its first word: that may be a body's as well, as of the page that greets {@code HTTP/app@REALM}. */
    private static final Pattern START = Pattern.compile("HTTP/[0-9.]+ [0-9]{3}[ \r]");

    public Response {
        headers = List.copyOf(headers);
    }

    /**
     * The last of the responses in a text: curl shows those before it as well, such as the 401 that made it sign on.
     *
     * @throws IllegalArgumentException if the text is no response
     */
    public static Response parse(String text) {
        String rest = text;
        while (true) {
            int end = rest.indexOf("\r\n\r\n");
            if (!starts(rest) || end < 0) {
                throw new IllegalArgumentException("No HTTP response: " + text);
            }
            List<String> lines = rest.substring(0, end).lines().toList();
            rest = rest.substring(end + 4);
            if (!starts(rest)) {
                return new Response(status(lines.get(0)), lines.subList(1, lines.size()), rest);
            }
        }
    }

    /** The values of a header, in any case of its name. */
    public List<String> header(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    private static boolean starts(String text) {
        return START.matcher(text).lookingAt();
    }

    private static int status(String line) {
        return Integer.parseInt(line.split(" ", 3)[1]);
    }
}
