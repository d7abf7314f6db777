package org.gatehouse.fallback;

import java.util.Optional;

/**
 * What a program is told that was not signed in: a line of text, or a problem of RFC 9457.
 *
 * @param status of the response
 * @param technical code and reference; empty before anything was refused
 */
public record ProgramAnswer(int status, Situation situation, Optional<Technical> technical) {
    /** RFC 9457 §3. */
    public static final String PROBLEM_TYPE = "application/problem+json";

    /** One line of US-ASCII. */
    public String text() {
        return sentence() + "\n";
    }

    /**
     * The members of RFC 9457 §3.1, and as extensions {@code code} and {@code reference}. The status alone says what kind of
     * problem it is: the type is {@code about:blank}, whose title is the phrase of the status (§4.2.1).
     */
    public String problem() {
        StringBuilder json = new StringBuilder(256);
        json.append("{\"type\":\"about:blank\",\"title\":\"")
                .append(phrase())
                .append("\",\"status\":")
                .append(status)
                .append(",\"detail\":")
                .append(quoted(sentence()));
        technical.ifPresent(known -> json.append(",\"code\":")
                .append(quoted(known.code()))
                .append(",\"reference\":")
                .append(quoted(known.reference())));
        return json.append("}\n").toString();
    }

    private String sentence() {
        return words()
                + technical
                        .map(known -> " (" + known.code() + ", " + known.reference() + ").")
                        .orElse(".");
    }

    private String words() {
        return switch (situation) {
            case ASKED -> "Sign-in is needed: this site accepts Negotiate (Kerberos)";
            case REFUSED, NTLM -> "Sign-in did not work";
            case NOT_ASKED -> "Automatic sign-in is not available here";
            case OPTED_OUT -> "Automatic sign-in is switched off";
            case CAME_BACK -> "The other sign-in did not sign the user in";
            case UNAVAILABLE -> "Sign-in is not available at the moment";
            case CHOOSE -> "Sign-in is possible in several ways";
            case SIGN_OUT -> "A POST to this address signs out";
            case SIGNED_OUT -> "Signed out";
        };
    }

    /** RFC 9110 §15. */
    private String phrase() {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 405 -> "Method Not Allowed";
            case 503 -> "Service Unavailable";
            default -> "Status " + status;
        };
    }

    /** RFC 8259 §7, with everything beyond US-ASCII escaped. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u").append(Integer.toHexString(c | 0x10000).substring(1));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
