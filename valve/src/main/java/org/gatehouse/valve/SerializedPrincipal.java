package org.gatehouse.valve;

import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.gatehouse.identity.Authorization;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts;
import org.gatehouse.valve.SsoPrincipal.KerberosFacts.TicketTimes;
import org.gatehouse.valve.SsoPrincipal.SsoNames;

/**
 * What an {@link SsoPrincipal} is written as: names and texts, so that a later version can add facts, and an earlier one
 * ignores those it does not know.
 */
final class SerializedPrincipal implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String NAME = "name";
    private static final String PRINCIPAL_NAME = "principalName";
    private static final String REALM = "realm";
    private static final String MECHANISM = "mechanism";
    /** What all facts of a ticket begin with: there are all of them, or none. */
    private static final String KERBEROS = "kerberos.";

    private static final String SERVICE = "kerberos.service";
    private static final String ENCRYPTION_TYPE = "kerberos.encryptionType";
    private static final String MUTUAL_AUTHENTICATION = "kerberos.mutualAuthentication";
    private static final String AUTHENTICATION_TIME = "kerberos.authenticationTime";
    private static final String START_TIME = "kerberos.startTime";
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
        facts.put(PRINCIPAL_NAME, principal.principalName());
        facts.put(REALM, principal.realm());
        facts.put(MECHANISM, principal.mechanism());
        principal.authorization().ifPresent(known -> WrittenAuthorization.write(known, facts));
        principal.kerberos().ifPresent(kerberos -> {
            facts.put(SERVICE, kerberos.service());
            facts.put(ENCRYPTION_TYPE, kerberos.encryptionType());
            facts.put(MUTUAL_AUTHENTICATION, Boolean.toString(kerberos.mutualAuthentication()));
            facts.put(AUTHENTICATION_TIME, kerberos.authenticationTime().toString());
            facts.put(START_TIME, kerberos.startTime().toString());
            facts.put(END_TIME, kerberos.endTime().toString());
        });
        return new SerializedPrincipal(facts);
    }

    private Object readResolve() throws ObjectStreamException {
        WrittenFacts written = WrittenFacts.of(facts);
        Optional<KerberosFacts> kerberos = Optional.empty();
        if (written.hasAny(KERBEROS)) {
            kerberos = Optional.of(new KerberosFacts(
                    written.text(SERVICE),
                    written.text(ENCRYPTION_TYPE),
                    Boolean.parseBoolean(written.text(MUTUAL_AUTHENTICATION)),
                    new TicketTimes(
                            written.time(AUTHENTICATION_TIME), written.time(START_TIME), written.time(END_TIME))));
        }
        Optional<Authorization> authorization = WrittenAuthorization.read(written);
        return new SsoPrincipal(
                new SsoNames(written.text(NAME), written.text(PRINCIPAL_NAME), written.text(REALM)),
                written.text(MECHANISM),
                authorization,
                kerberos);
    }
}
