package org.gatehouse.kerberos;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.der.DerReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * TransitedEncoding (RFC 4120 §5.3): the realms between the client's and the service's that had a hand in a ticket.
 *
 * @param names in the order of the field
 * @param complete whether these are all: false if the field is of another encoding than DOMAIN-X500-COMPRESS, breaks its
 *     rules, or leaves realms out as that encoding allows; which those are only the KDC knows that left them out
 */
public record TransitedRealms(List<String> names, boolean complete) {
    public static final TransitedRealms NONE = new TransitedRealms(List.of(), true);

    private static final TransitedRealms UNKNOWN = new TransitedRealms(List.of(), false);
    private static final int DOMAIN_X500_COMPRESS = 1;
    /** More than any path of trusts that someone would set up. */
    private static final int MAX_REALMS = 32;
    /** In bytes. */
    private static final int MAX_LENGTH = 4096;

    public TransitedRealms {
        names = List.copyOf(names);
    }

    public static TransitedRealms parse(DerReader der, int number) throws WireException {
        der.enterSequence(number, "transited");
        long type = der.integer(0, "tr-type", Integer.MIN_VALUE, Integer.MAX_VALUE);
        Bytes contents = der.octets(1, "contents");
        der.leave();
        if (contents.isEmpty()) {
            return NONE;
        }
        if (type != DOMAIN_X500_COMPRESS || contents.length() > MAX_LENGTH) {
            return UNKNOWN;
        }
        try {
            return new Expansion(contents.utf8()).realms();
        } catch (CharacterCodingException e) {
            return UNKNOWN;
        }
    }

    public boolean none() {
        return complete && names.isEmpty();
    }

    /**
     * Walks once through the text (RFC 4120 §3.3.3.2): a realm that ends in a dot is put before the previous one, one
     * that begins with a slash after it.
     */
    private static final class Expansion {
        private final String text;
        private int position;
        private String previous = "";

        Expansion(String text) {
            this.text = text;
        }

        TransitedRealms realms() {
            List<String> names = new ArrayList<>();
            do {
                String subfield = subfield();
                if (subfield.isEmpty() || subfield.length() > PrincipalName.MAX_REALM_LENGTH) {
                    return UNKNOWN;
                }
                previous = subfield;
                names.add(subfield);
            } while (position++ < text.length() && names.size() <= MAX_REALMS); // a comma is skipped
            return names.size() > MAX_REALMS ? UNKNOWN : new TransitedRealms(names, true);
        }

        /** One realm in full; nothing where the text leaves some out. */
        private String subfield() {
            boolean alone = text.startsWith(" ", position); // a space sets off a name that is no continuation
            boolean appended = text.startsWith("/", position);
            position += alone ? 1 : 0;
            StringBuilder name = new StringBuilder();
            boolean prepended = false;
            while (position < text.length() && text.charAt(position) != ',') {
                boolean escape = text.charAt(position) == '\\' && position + 1 < text.length();
                position += escape ? 1 : 0;
                prepended = !escape && text.charAt(position) == '.';
                name.append(text.charAt(position++));
            }
            return prepended ? name + previous : appended ? previous + name : name.toString();
        }
    }
}
