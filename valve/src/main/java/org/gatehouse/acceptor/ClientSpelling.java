package org.gatehouse.acceptor;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.gatehouse.text.AsciiCase;

/**
 * One spelling of all that a client may write for its name. Active Directory puts the name into the ticket as the user typed it,
 * and finds the account whatever the case, the accents and the width of the letters are. This spelling counts sign-ins and
 * never tells users apart: two users who share one share a limit.
 */
final class ClientSpelling {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private ClientSpelling() {}

    static String of(String client) {
        return client.chars().allMatch(c -> c < 0x80) ? AsciiCase.fold(client) : plain(client);
    }

    /** By way of capitals, of which some small letters share one. */
    private static String plain(String client) {
        String letters = MARKS.matcher(Normalizer.normalize(client, Normalizer.Form.NFKD))
                .replaceAll("");
        String folded = letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return MARKS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFKD)).replaceAll("");
    }
}
