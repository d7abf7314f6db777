package org.gatehouse.conditions;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import org.gatehouse.wire.Bytes;

/** The path by which Tomcat chooses a resource: without query and parameters, decoded once, and normalised. */
final class ServerPath {
    private static final int HEX = 16;

    private ServerPath() {}

    /** Empty for a URL that Tomcat refuses. */
    static Optional<String> of(String url) {
        int query = url.indexOf('?');
        StringBuilder plain = new StringBuilder();
        for (String segment : (query < 0 ? url : url.substring(0, query)).split("/", -1)) {
            int parameters = segment.indexOf(';');
            plain.append('/').append(parameters < 0 ? segment : segment.substring(0, parameters));
        }
        return decoded(plain.substring(1)).flatMap(ServerPath::normalised);
    }

    private static Optional<String> decoded(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes[length++] = encoded[i];
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], HEX) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], HEX) : -1;
            int octet = HEX * high + low;
            if (high < 0 || low < 0 || octet == '/' || octet == '\\' || octet == 0) {
                return Optional.empty(); // as Tomcat does unless it is told otherwise
            }
            bytes[length++] = (byte) octet;
            i += 2;
        }
        try {
            return Optional.of(Bytes.of(Arrays.copyOf(bytes, length)).utf8());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> normalised(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        boolean isDirectory = path.endsWith("/") || path.endsWith("/.."); // Tomcat makes no directory of "/a/."
        return Optional.of("/" + String.join("/", segments) + (isDirectory && !segments.isEmpty() ? "/" : ""));
    }
}
