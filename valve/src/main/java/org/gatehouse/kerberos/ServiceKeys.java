package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.crypto.KeyUsage;
import org.gatehouse.crypto.Sealer;
import org.gatehouse.failure.RefusedException;

/** The usable keys of a keytab at one moment, ready for tickets. Immutable; nothing of the keytab is needed any more. */
public final class ServiceKeys {
    private static final String HTTP = "http/";
    private static final String HOST = "host/";
    private static final long MAX_NARROW_KVNO = 0xff;

    private final String source;
    private final Set<EncryptionType> accepted;
    private final List<ServiceKey> keys;
    /** By name in lower case. */
    private final Map<String, List<ServiceKey>> byName = new HashMap<>();
    /** Names in lower case, with the types of the keys that can't be used. */
    private final Map<String, SortedSet<String>> unusable;

    private ServiceKeys(
            String source,
            Set<EncryptionType> accepted,
            List<ServiceKey> keys,
            Map<String, SortedSet<String>> unusable) {
        this.source = source;
        this.accepted = accepted;
        this.keys = List.copyOf(keys);
        this.unusable = unusable;
        for (ServiceKey key : keys) {
            byName.computeIfAbsent(key.name().foldedCase(), name -> new ArrayList<>())
                    .add(key);
        }
    }

    /** The keys of {@code keytab} whose encryption type is accepted by default. */
    public static ServiceKeys of(Keytab keytab, String source, EnginePool engines) {
        return of(keytab, source, engines, EncryptionType.DEFAULT);
    }

    /**
     * The keys of {@code keytab} whose encryption type is accepted, the newest version first; none is an answer, too.
     *
     * @param source what messages call the keytab, e.g. its path
     * @param accepted of tickets and of the session keys in them
     */
    public static ServiceKeys of(Keytab keytab, String source, EnginePool engines, Set<EncryptionType> accepted) {
        List<ServiceKey> keys = new ArrayList<>();
        Map<String, SortedSet<String>> unusable = new HashMap<>();
        for (Keytab.Entry entry : keytab.entries()) {
            Optional<EncryptionType> type = entry.usableType(accepted);
            if (type.isPresent()) {
                EncryptionKey key = new EncryptionKey(type.get(), entry.key());
                Sealer tickets = engines.sealer(key, KeyUsage.TICKET);
                keys.add(new ServiceKey(entry.name(), entry.realm(), entry.kvno(), type.get(), tickets));
            } else {
                unusable.computeIfAbsent(entry.name().foldedCase(), name -> new TreeSet<>())
                        .add(EncryptionType.describe(entry.etype()));
            }
        }
        keys.sort(Comparator.comparingLong(ServiceKey::kvno).reversed());
        return new ServiceKeys(source, Set.copyOf(accepted), keys, unusable);
    }

    public List<ServiceKey> all() {
        return keys;
    }

    public String source() {
        return source;
    }

    /** Whether tickets and session keys may be of this type. */
    boolean accepts(EncryptionType type) {
        return accepted.contains(type);
    }

    /**
     * The keys that a ticket may be sealed with, by its name, realm, encryption type and key version. Active Directory
     * lets the SPN {@code HOST/x} stand for {@code HTTP/x}, so its key serves tickets for both.
     *
     * @return at least one; more than one if the ticket or the keys tell no exact version
     * @throws RefusedException if there is none
     */
    List<ServiceKey> forTicket(Ticket ticket) throws RefusedException {
        int etype = ticket.encPart().etype();
        Optional<EncryptionType> type = EncryptionType.of(etype).filter(this::accepts);
        if (type.isEmpty()) {
            throw KerberosRefusals.ticketEnctypeNotSupported(ticket);
        }
        List<ServiceKey> named = find(byName, ticket.sname()).orElse(List.of());
        if (named.isEmpty()) {
            Optional<SortedSet<String>> types = find(unusable, ticket.sname());
            throw types.isPresent()
                    ? KerberosRefusals.onlyOtherEnctypes(ticket, String.join(", ", types.get()), source)
                    : KerberosRefusals.noKeyForName(ticket, this);
        }
        List<ServiceKey> inRealm = named.stream()
                .filter(key -> key.realm().equalsIgnoreCase(ticket.realm())) // Active Directory's realms have no case
                .toList();
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
        List<ServiceKey> ofVersion = ofVersion(ofType, kvno.getAsLong());
        if (ofVersion.isEmpty()) {
            throw KerberosRefusals.kvnoMismatch(ticket, ofType, source);
        }
        return ofVersion;
    }

    /** The exact version; or keys that do not know theirs: ktpass /kvno 0 writes none, and old files hold 8 bits of it. */
    private static List<ServiceKey> ofVersion(List<ServiceKey> keys, long kvno) {
        List<ServiceKey> exact = keys.stream().filter(key -> key.kvno() == kvno).toList();
        return exact.isEmpty()
                ? keys.stream()
                        .filter(key -> key.kvno() == 0 || isLowByte(key.kvno(), kvno))
                        .toList()
                : exact;
    }

    private static boolean isLowByte(long narrow, long kvno) {
        return kvno > MAX_NARROW_KVNO && narrow == (kvno & MAX_NARROW_KVNO);
    }

    private static <T> Optional<T> find(Map<String, T> byName, PrincipalName sname) {
        String name = sname.foldedCase();
        T found = byName.get(name);
        return found == null && name.startsWith(HTTP)
                ? Optional.ofNullable(byName.get(HOST + name.substring(HTTP.length())))
                : Optional.ofNullable(found);
    }
}
