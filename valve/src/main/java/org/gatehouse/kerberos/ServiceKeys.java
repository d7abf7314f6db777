package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.failure.RefusedException;

/** The usable keys of a keytab at one moment, ready for tickets. Immutable; nothing of the keytab is needed any more. */
public final class ServiceKeys {
    private static final String HTTP = "http/";
    private static final String HOST = "host/";

    private final String source;
    private final List<ServiceKey> keys;
    /** By name in lower case. */
    private final Map<String, List<ServiceKey>> byName = new HashMap<>();

    private ServiceKeys(String source, List<ServiceKey> keys) {
        this.source = source;
        this.keys = List.copyOf(keys);
        for (ServiceKey key : keys) {
            byName.computeIfAbsent(key.name().foldedCase(), name -> new ArrayList<>())
                    .add(key);
        }
    }

    /**
     * The keys of {@code keytab} whose encryption type is accepted, the newest version first; none is an answer, too.
     *
     * @param source what messages call the keytab, e.g. its path
     */
    public static ServiceKeys of(Keytab keytab, String source, EnginePool engines) {
        List<ServiceKey> keys = new ArrayList<>();
        for (Keytab.Entry entry : keytab.entries()) {
            EncryptionType.of(entry.etype())
                    .filter(type -> type.keyLength() == entry.key().length())
                    .map(type -> new ServiceKey(
                            entry.name(),
                            entry.realm(),
                            entry.kvno(),
                            type,
                            engines.sealer(new EncryptionKey(type, entry.key()), KeyUsage.TICKET)))
                    .ifPresent(keys::add);
        }
        keys.sort(Comparator.comparingLong(ServiceKey::kvno).reversed());
        return new ServiceKeys(source, keys);
    }

    public List<ServiceKey> all() {
        return keys;
    }

    public String source() {
        return source;
    }

    /**
     * The keys that a ticket may be sealed with, by its name, realm, encryption type and key version. Active Directory
     * lets the SPN {@code HOST/x} stand for {@code HTTP/x}, so its key serves tickets for both.
     *
     * @return at least one; more than one only if the ticket tells no version
     * @throws RefusedException if there is none
     */
    List<ServiceKey> forTicket(Ticket ticket) throws RefusedException {
        int etype = ticket.encPart().etype();
        Optional<EncryptionType> type = EncryptionType.of(etype);
        if (type.isEmpty()) {
            throw KerberosRefusals.ticketEnctypeNotSupported(ticket);
        }
        List<ServiceKey> named = named(ticket.sname());
        if (named.isEmpty()) {
            throw KerberosRefusals.noKeyForName(ticket, this);
        }
        List<ServiceKey> inRealm =
                named.stream().filter(key -> key.realm().equals(ticket.realm())).toList();
        if (inRealm.isEmpty()) {
            throw KerberosRefusals.otherRealm(ticket, named, source);
        }
        List<ServiceKey> ofType =
                inRealm.stream().filter(key -> key.type() == type.get()).toList();
        if (ofType.isEmpty()) {
            throw KerberosRefusals.noKeyOfEnctype(ticket, inRealm, source);
        }
        OptionalLong kvno = ticket.encPart().kvno();
        if (kvno.isEmpty()) {
            return ofType;
        }
        List<ServiceKey> ofVersion =
                ofType.stream().filter(key -> key.kvno() == kvno.getAsLong()).toList();
        if (ofVersion.isEmpty()) {
            throw KerberosRefusals.kvnoMismatch(ticket, ofType, source);
        }
        return ofVersion;
    }

    private List<ServiceKey> named(PrincipalName sname) {
        String name = sname.foldedCase();
        List<ServiceKey> named = byName.getOrDefault(name, List.of());
        return named.isEmpty() && name.startsWith(HTTP)
                ? byName.getOrDefault(HOST + name.substring(HTTP.length()), List.of())
                : named;
    }
}
