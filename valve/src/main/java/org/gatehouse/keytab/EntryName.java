package org.gatehouse.keytab;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;

/**
 * The name of an entry as the file has it, before anything is known about its bytes.
 *
 * @param count of the parts that the entry announces
 * @param realm empty as long as it has not been read
 * @param parts those that have been read, of which the first few are kept
 */
record EntryName(int count, Optional<Bytes> realm, List<Bytes> parts) {
    /** In bytes; more of a part is not shown. */
    private static final int MAX_SHOWN = 64;
    /** What a damaged entry may show: a run of a key's bytes hardly ever has these characters alone. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:$-]*");

    EntryName {
        parts = List.copyOf(parts);
    }

    /** What keeps it from being the name of a principal: half a sentence. */
    Optional<String> oddity() {
        if (count < 1) {
            return Optional.of("its name has no parts");
        }
        if (count > PrincipalName.MAX_COMPONENTS) {
            return Optional.of("its name has " + count + " parts; the limit is " + PrincipalName.MAX_COMPONENTS);
        }
        if (realm.isEmpty() || realm.get().isEmpty()) {
            return Optional.of("its realm is empty");
        }
        if (realm.get().length() > PrincipalName.MAX_REALM_LENGTH) {
            return Optional.of(
                    "its realm has " + realm.get().length() + " bytes; the limit is " + PrincipalName.MAX_REALM_LENGTH);
        }
        for (Bytes part : parts) {
            if (part.isEmpty()) {
                return Optional.of("a part of its name is empty");
            }
            if (part.length() > PrincipalName.MAX_COMPONENT_LENGTH) {
                return Optional.of("a part of its name has " + part.length() + " bytes; the limit is "
                        + PrincipalName.MAX_COMPONENT_LENGTH);
            }
        }
        return characters();
    }

    private Optional<String> characters() {
        List<Bytes> all = new ArrayList<>(parts);
        realm.ifPresent(all::add);
        for (Bytes part : all) {
            if (!Utf8.isWellFormed(part)) {
                return Optional.of("its name is not UTF-8");
            }
            if (text(part).codePoints().anyMatch(EntryName::isControl)) {
                return Optional.of("its name has control characters");
            }
        }
        return Optional.empty();
    }

    /** Those that a terminal or a log would act on; no name that a KDC issues tickets for has them. */
    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** The name as far as it can be read; what is not text is written as {@code \xfc}. */
    Optional<String> shown() {
        if (parts.isEmpty() && realm.filter(it -> !it.isEmpty()).isEmpty()) {
            return Optional.empty();
        }
        StringJoiner name = new StringJoiner("/");
        parts.forEach(part -> name.add(readable(part)));
        if (parts.size() < count) {
            name.add("…");
        }
        return Optional.of(
                Printable.of(name + "@" + realm.map(EntryName::readable).orElse("…")));
    }

    /**
     * The same of an entry that is damaged elsewhere. Where its fields are may be wrong, too, so what looks like a part of
     * a name may be one of a key: a part is shown only if it is plainly a name.
     */
    Optional<String> shownIfPlain() {
        boolean plain =
                count >= 1 && count <= PrincipalName.MAX_COMPONENTS && realm.isPresent() && isPlain(realm.get());
        return plain && parts.stream().allMatch(EntryName::isPlain) ? shown() : Optional.empty();
    }

    private static boolean isPlain(Bytes part) {
        return part.length() <= PrincipalName.MAX_COMPONENT_LENGTH
                && Utf8.isWellFormed(part)
                && PLAIN.matcher(text(part)).matches();
    }

    private static String readable(Bytes part) {
        StringBuilder text = new StringBuilder();
        int end = Math.min(part.length(), MAX_SHOWN);
        int at = 0;
        while (at < end) {
            int length = Utf8.characterLength(part, at);
            if (length == 0) {
                text.append("\\x").append(HexFormat.of().toHexDigits((byte) part.at(at)));
            } else {
                text.append(PrincipalName.escaped(text(part.slice(at, length))));
            }
            at += Math.max(1, length);
        }
        return text.append(at < part.length() ? "…" : "").toString();
    }

    /** Only for what is UTF-8. */
    private static String text(Bytes part) {
        try {
            return part.utf8();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("Not UTF-8", e);
        }
    }

    /** Only for a name without an oddity. */
    PrincipalName principal(int nameType) {
        return new PrincipalName(nameType, parts.stream().map(EntryName::text).toList());
    }

    /** Only for a name without an oddity. */
    String realmText() {
        return text(realm.orElse(Bytes.EMPTY));
    }
}
