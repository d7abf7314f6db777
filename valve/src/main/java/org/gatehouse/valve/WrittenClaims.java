package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.identity.Claim;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.ClaimSource;
import org.gatehouse.identity.ClaimValues;
import org.gatehouse.identity.UnreadableClaims;

/** What claims are written as: {@code claim.0.id}, {@code claim.0.type}, {@code claim.0.value.0}, … */
final class WrittenClaims {
    private static final String INT64 = "int64";
    private static final String UINT64 = "uint64";
    private static final String STRING = "string";
    private static final String BOOLEAN = "boolean";

    private WrittenClaims() {}

    static void write(String prefix, ClaimSet claims, Map<String, String> facts) {
        for (int i = 0; i < claims.claims().size(); i++) {
            Claim claim = claims.claims().get(i);
            String name = prefix + "." + i + ".";
            facts.put(name + "id", claim.id());
            facts.put(name + "source", claim.source().name());
            facts.put(
                    name + "type",
                    claim.values().fold(int64 -> INT64, uint64 -> UINT64, string -> STRING, bool -> BOOLEAN));
            List<String> texts = claim.values().texts();
            for (int j = 0; j < texts.size(); j++) {
                facts.put(name + "value." + j, texts.get(j));
            }
        }
        for (UnreadableClaims why : claims.unreadable()) {
            facts.put(prefix + ".unreadable." + why.name(), "");
        }
    }

    static ClaimSet read(String prefix, WrittenFacts facts) throws InvalidObjectException {
        List<Claim> claims = new ArrayList<>();
        while (facts.maybe(prefix + "." + claims.size() + ".id").isPresent()) {
            String name = prefix + "." + claims.size() + ".";
            claims.add(new Claim(facts.text(name + "id"), source(name + "source", facts), values(name, facts)));
        }
        Set<UnreadableClaims> unreadable = EnumSet.noneOf(UnreadableClaims.class);
        for (UnreadableClaims why : UnreadableClaims.values()) {
            if (facts.maybe(prefix + ".unreadable." + why.name()).isPresent()) {
                unreadable.add(why);
            }
        }
        return new ClaimSet(claims, unreadable);
    }

    private static ClaimSource source(String name, WrittenFacts facts) throws InvalidObjectException {
        String text = facts.text(name);
        for (ClaimSource source : ClaimSource.values()) {
            if (source.name().equals(text)) {
                return source;
            }
        }
        throw WrittenFacts.bad(name, "source");
    }

    private static ClaimValues values(String name, WrittenFacts facts) throws InvalidObjectException {
        List<String> texts = new ArrayList<>();
        while (facts.maybe(name + "value." + texts.size()).isPresent()) {
            texts.add(facts.text(name + "value." + texts.size()));
        }
        if (texts.isEmpty()) {
            throw WrittenFacts.bad(name + "value", "value");
        }
        try {
            return switch (facts.text(name + "type")) {
                case INT64 ->
                    new ClaimValues.Int64Values(
                            texts.stream().map(Long::valueOf).toList());
                case UINT64 ->
                    new ClaimValues.Uint64Values(
                            texts.stream().map(WrittenClaims::uint64).toList());
                case STRING -> new ClaimValues.StringValues(texts);
                case BOOLEAN ->
                    new ClaimValues.BooleanValues(
                            texts.stream().map(WrittenClaims::bool).toList());
                default -> throw WrittenFacts.bad(name + "type", "type");
            };
        } catch (IllegalArgumentException e) {
            throw WrittenFacts.bad(name + "value", "value of its type");
        }
    }

    private static BigInteger uint64(String text) {
        return new BigInteger(Long.toUnsignedString(Long.parseUnsignedLong(text)));
    }

    private static boolean bool(String text) {
        boolean isTrue = text.equals("true");
        if (!isTrue && !text.equals("false")) {
            throw new IllegalArgumentException("Neither true nor false");
        }
        return isTrue;
    }
}
