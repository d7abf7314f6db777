package org.gatehouse.lab.kdc.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.TransitedEncoding;
import org.apache.kerby.kerberos.kerb.type.base.TransitedEncodingType;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;

/**
 * The realms between the client's and the service's that had a hand in a ticket, in the compressed form of RFC 4120
 * §3.3.3.2 (DOMAIN-X500-COMPRESS): a realm that ends in {@code .} is put before the previous one, one that begins with
 * {@code /} behind it.
 */
public record TransitedPath(List<String> realms) {
    public static final TransitedPath NONE = new TransitedPath(List.of());

    /** More than any path of trusts that somebody would set up. */
    private static final int MAX_REALMS = 32;

    private static final int MAX_BYTES = 4096;

    public TransitedPath {
        realms = List.copyOf(realms);
    }

    /**
     * The realms that a ticket lists.
     *
     * @throws KdcException KDC_ERR_TRTYPE_NOSUPP for another encoding; KDC_ERR_PATH_NOT_ACCEPTED for a list that is too
     *     long, or that has an empty subfield: it stands for realms that are not named, and which those are only the
     *     realm knows that left them out
     */
    public static TransitedPath of(TransitedEncoding encoding) throws KdcException {
        byte[] contents = encoding.getContents();
        if (contents == null || contents.length == 0) {
            return NONE;
        }
        if (encoding.getTrType() != TransitedEncodingType.DOMAIN_X500_COMPRESS) {
            throw new KdcException(KdcError.KDC_ERR_TRTYPE_NOSUPP);
        }
        if (contents.length > MAX_BYTES) {
            throw new KdcException(KdcError.KDC_ERR_PATH_NOT_ACCEPTED, "the list of transited realms is too long");
        }
        return new TransitedPath(new Decoding(new String(contents, StandardCharsets.UTF_8)).realms());
    }

    TransitedPath with(String realm) {
        List<String> longer = new ArrayList<>(realms);
        longer.add(realm);
        return new TransitedPath(longer);
    }

    public TransitedEncoding encoding() {
        TransitedEncoding encoding = new TransitedEncoding();
        encoding.setTrType(TransitedEncodingType.DOMAIN_X500_COMPRESS);
        encoding.setContents(compressed().getBytes(StandardCharsets.UTF_8));
        return encoding;
    }

    private String compressed() {
        List<String> subfields = new ArrayList<>();
        String previous = "";
        for (String realm : realms) {
            subfields.add(subfield(realm, previous));
            previous = realm;
        }
        return String.join(",", subfields);
    }

    private static String subfield(String realm, String previous) {
        if (!previous.isEmpty() && realm.endsWith("." + previous)) {
            return escaped(realm.substring(0, realm.length() - previous.length() - 1)) + ".";
        }
        if (realm.startsWith("/")) {
            // Before the first realm comes the empty one, so nothing has to set that one off.
            boolean below = !previous.isEmpty() && realm.startsWith(previous + "/");
            return below
                    ? escaped(realm.substring(previous.length()))
                    : (previous.isEmpty() ? "" : " ") + escaped(realm);
        }
        return escaped(realm);
    }

    /** What would be taken for a separator, for a mark of compression or for the space that sets a realm off. */
    private static String escaped(String realm) {
        String text = realm.replace("\\", "\\\\").replace(",", "\\,");
        if (text.startsWith(" ")) {
            text = "\\" + text;
        }
        return text.endsWith(".") ? text.substring(0, text.length() - 1) + "\\." : text;
    }

    @Override
    public String toString() {
        return String.join(", ", realms);
    }

    /** Walks once through the text, subfield by subfield. */
    private static final class Decoding {
        private final String text;
        private int position;

        Decoding(String text) {
            this.text = text;
        }

        List<String> realms() throws KdcException {
            List<String> realms = new ArrayList<>();
            String previous = "";
            do {
                previous = realm(previous);
                realms.add(previous);
                if (realms.size() > MAX_REALMS) {
                    throw new KdcException(KdcError.KDC_ERR_PATH_NOT_ACCEPTED, "too many transited realms");
                }
            } while (position++ < text.length()); // a comma is skipped
            return realms;
        }

        private String realm(String previous) throws KdcException {
            boolean alone = text.startsWith(" ", position);
            boolean appended = text.startsWith("/", position);
            if (alone) {
                position++;
            }
            StringBuilder name = new StringBuilder();
            boolean prepended = false;
            while (position < text.length() && text.charAt(position) != ',') {
                boolean escape = text.charAt(position) == '\\' && position + 1 < text.length();
                position += escape ? 1 : 0;
                prepended = !escape && text.charAt(position) == '.';
                name.append(text.charAt(position++));
            }
            if (name.length() == 0) {
                throw new KdcException(
                        KdcError.KDC_ERR_PATH_NOT_ACCEPTED, "the list of transited realms leaves realms out");
            }
            String whole = prepended ? name + previous : appended ? previous + name : name.toString();
            if (whole.length() > MAX_BYTES) { // each realm may be built on the one before
                throw new KdcException(KdcError.KDC_ERR_PATH_NOT_ACCEPTED, "a transited realm's name is too long");
            }
            return whole;
        }
    }
}
