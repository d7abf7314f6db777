package org.gatehouse.http.forwarded;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.text.AsciiCase;

/** Reads an element of {@code Forwarded} (RFC 7239 §4): pairs of a name and a token or quoted string, and no name twice. */
final class ForwardedElement {
    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";
    private static final int DELETE = 0x7f;

    private final String text;
    private final Map<String, String> pairs = new HashMap<>();
    private int at;

    private ForwardedElement(String text) {
        this.text = text;
    }

    /** Empty if it is malformed, or {@link NearestFirst#UNREADABLE}. */
    static Optional<Hop> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ForwardedElement element = new ForwardedElement(text);
        if (!element.read()) {
            return Optional.empty();
        }
        Optional<String> from = Optional.ofNullable(element.pairs.get("for"));
        return Optional.of(new Hop(
                from.flatMap(NodeName::strict),
                from.isEmpty(),
                Optional.ofNullable(element.pairs.get("host")),
                Optional.ofNullable(element.pairs.get("proto"))));
    }

    private boolean read() {
        while (true) {
            skipSpaces();
            if (!isAt(';') && at < text.length() && !pair()) {
                return false;
            }
            skipSpaces();
            if (at == text.length()) {
                return true;
            }
            if (!isAt(';')) {
                return false;
            }
            at++;
        }
    }

    private boolean pair() {
        Optional<String> name = token();
        if (name.isEmpty() || !isAt('=')) {
            return false;
        }
        at++;
        Optional<String> value = isAt('"') ? quoted() : token();
        return value.isPresent() && pairs.put(AsciiCase.fold(name.get()), value.get()) == null;
    }

    private boolean isAt(char wanted) {
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void skipSpaces() {
        while (isAt(' ') || isAt('\t')) {
            at++;
        }
    }

    /** RFC 9110 §5.6.2. */
    private Optional<String> token() {
        int from = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return from == at ? Optional.empty() : Optional.of(text.substring(from, at));
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < DELETE && SEPARATORS.indexOf(c) < 0;
    }

    /** RFC 9110 §5.6.4. */
    private Optional<String> quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return Optional.of(value.toString());
            }
            if (c == '\\' && ++at < text.length()) {
                c = text.charAt(at);
            }
            if ((c < ' ' && c != '\t') || c == DELETE) {
                return Optional.empty();
            }
            value.append(c);
        }
        return Optional.empty();
    }
}
