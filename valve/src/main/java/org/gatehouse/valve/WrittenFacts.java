package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.jspecify.annotations.Nullable;

/** Reads what a principal was written as. What an attacker can change there is refused if it makes no sense. */
record WrittenFacts(Map<String, String> facts) {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final Pattern COMMA = Pattern.compile(",");
    private static final long MAX_RID = 0xffff_ffffL;

    /** @param facts as a stream has them, which knows nothing of the types of their names and texts */
    static WrittenFacts of(@Nullable Map<?, ?> facts) throws InvalidObjectException {
        if (facts == null) {
            throw new InvalidObjectException("A written SsoPrincipal has no facts");
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<?, ?> fact : facts.entrySet()) {
            if (!(fact.getKey() instanceof String name && fact.getValue() instanceof String text)) {
                throw new InvalidObjectException("A written SsoPrincipal has a fact that is not a text");
            }
            texts.put(name, text);
        }
        return new WrittenFacts(texts);
    }

    boolean hasAny(String beginning) {
        return facts.keySet().stream().anyMatch(name -> name.startsWith(beginning));
    }

    Optional<String> maybe(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    String text(String name) throws InvalidObjectException {
        return maybe(name).orElseThrow(() -> new InvalidObjectException("A written SsoPrincipal has no " + name));
    }

    Instant time(String name) throws InvalidObjectException {
        return time(name, text(name));
    }

    Optional<Instant> maybeTime(String name) throws InvalidObjectException {
        Optional<String> text = maybe(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(time(name, text.get()));
    }

    private static Instant time(String name, String text) throws InvalidObjectException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw bad(name, "time");
        }
    }

    int number(String name) throws InvalidObjectException {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException e) {
            throw bad(name, "number");
        }
    }

    Sid sid(String name) throws InvalidObjectException {
        return sid(name, text(name));
    }

    private static Sid sid(String name, String text) throws InvalidObjectException {
        return Sid.parse(text).orElseThrow(() -> bad(name, "SID"));
    }

    /** As {@link #text(SidSet)} writes them; nothing stands for none. */
    SidSet sids(String name) throws InvalidObjectException {
        SidSet.Builder sids = new SidSet.Builder();
        for (String ofDomain : SPACE.split(maybe(name).orElse(""), -1)) {
            if (!ofDomain.isEmpty()) {
                String[] parts = COMMA.split(ofDomain, -1);
                Sid first = sid(name, parts[0]);
                Sid domain = first.domain().orElseThrow(() -> bad(name, "SID"));
                sids.add(first);
                for (int i = 1; i < parts.length; i++) {
                    sids.add(domain, rid(name, parts[i]));
                }
            }
        }
        return sids.build();
    }

    private static long rid(String name, String text) throws InvalidObjectException {
        try {
            long rid = Long.parseLong(text);
            if (rid >= 0 && rid <= MAX_RID) {
                return rid;
            }
        } catch (NumberFormatException e) {
            throw bad(name, "SID");
        }
        throw bad(name, "SID");
    }

    /** {@code S-1-5-21-1-2-3-513,1104,1105 S-1-5-21-4-5-6-2000}: a thousand groups of one domain are a few kilobytes. */
    static String text(SidSet sids) {
        StringBuilder text = new StringBuilder();
        Optional<Sid> domain = Optional.empty();
        for (Sid sid : sids) {
            if (sid.domain().equals(domain)) {
                text.append(',').append(sid.rid().orElseThrow());
            } else {
                text.append(text.isEmpty() ? "" : " ").append(sid);
                domain = sid.domain();
            }
        }
        return text.toString();
    }

    static InvalidObjectException bad(String name, String what) {
        return new InvalidObjectException("A written SsoPrincipal has no " + what + " in " + name);
    }
}
