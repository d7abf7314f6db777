package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts;

/**
 * What an {@link SsoPrincipal} is written as: names and texts, so that a later version can add facts, and an earlier one
 * ignores those it does not know.
 */
final class SerializedPrincipal implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String NAME = "name";
    private static final String REALM = "realm";
    private static final String MECHANISM = "mechanism";
    private static final String SIDS = "sids";
    /** What all facts of a ticket begin with: there are all of them, or none. */
    private static final String KERBEROS = "kerberos.";

    private static final String SERVICE = "kerberos.service";
    private static final String ENCRYPTION_TYPE = "kerberos.encryptionType";
    private static final String MUTUAL_AUTHENTICATION = "kerberos.mutualAuthentication";
    private static final String AUTHENTICATION_TIME = "kerberos.authenticationTime";
    private static final String END_TIME = "kerberos.endTime";

    /** @serial what is known, by name */
    @SuppressWarnings("serial") // a TreeMap is serializable
    private final TreeMap<String, String> facts;

    private SerializedPrincipal(Map<String, String> facts) {
        this.facts = new TreeMap<>(facts);
    }

    static SerializedPrincipal of(SsoPrincipal principal) {
        Map<String, String> facts = new TreeMap<>();
        facts.put(NAME, principal.name());
        facts.put(REALM, principal.realm());
        facts.put(MECHANISM, principal.mechanism());
        facts.put(SIDS, String.join(" ", principal.sids()));
        principal.kerberos().ifPresent(kerberos -> {
            facts.put(SERVICE, kerberos.service());
            facts.put(ENCRYPTION_TYPE, kerberos.encryptionType());
            facts.put(MUTUAL_AUTHENTICATION, Boolean.toString(kerberos.mutualAuthentication()));
            facts.put(AUTHENTICATION_TIME, kerberos.authenticationTime().toString());
            facts.put(END_TIME, kerberos.endTime().toString());
        });
        return new SerializedPrincipal(facts);
    }

    private Object readResolve() throws ObjectStreamException {
        Optional<KerberosFacts> kerberos = Optional.empty();
        if (facts.keySet().stream().anyMatch(name -> name.startsWith(KERBEROS))) {
            kerberos = Optional.of(new KerberosFacts(
                    fact(SERVICE),
                    fact(ENCRYPTION_TYPE),
                    Boolean.parseBoolean(fact(MUTUAL_AUTHENTICATION)),
                    time(AUTHENTICATION_TIME),
                    time(END_TIME)));
        }
        return new SsoPrincipal(fact(NAME), fact(REALM), fact(MECHANISM), sids(), kerberos);
    }

    private List<String> sids() {
        String sids = facts.getOrDefault(SIDS, "");
        return sids.isEmpty() ? List.of() : List.of(sids.split(" "));
    }

    private String fact(String name) throws InvalidObjectException {
        String fact = facts.get(name);
        if (fact == null) {
            throw new InvalidObjectException("A written SsoPrincipal has no " + name);
        }
        return fact;
    }

    private Instant time(String name) throws InvalidObjectException {
        try {
            return Instant.parse(fact(name));
        } catch (DateTimeParseException e) {
            throw new InvalidObjectException("A written SsoPrincipal has no time in " + name);
        }
    }
}
