package org.gatehouse.keytab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.text.AsciiCase;

/** The usable keys of keytabs at one moment, ready for tickets. Immutable; nothing of a keytab is needed any more. */
public final class ServiceKeys {
    private final Set<KeySource> sources;
    private final Set<EncryptionType> accepted;
    private final List<ServiceKey> keys;
    private final KeyRing ofAllNames;
    /** By name in lower case. */
    private final Map<String, KeyRing> byName = new HashMap<>();
    /** The same by the components of names as the keytab writes them, which is how most tickets write them, too. */
    private final Map<List<String>, KeyRing> byComponents = new HashMap<>();
    /** Names in lower case, with the types of the keys that cannot be used. */
    private final Map<String, SortedSet<String>> unusable;

    private final Set<String> realms;
    private final Set<String> hosts;
    private final String source;

    private ServiceKeys(
            Set<KeySource> sources,
            Set<EncryptionType> accepted,
            List<ServiceKey> keys,
            Map<String, SortedSet<String>> unusable,
            Set<String> realms) {
        this.sources = sources;
        this.accepted = Set.copyOf(accepted);
        this.keys = SharedKeys.of(keys).stream()
                .sorted(Comparator.comparingLong(ServiceKey::kvno).reversed())
                .toList();
        this.unusable = unusable;
        this.realms = Set.copyOf(realms);
        this.hosts = this.keys.stream()
                .flatMap(key -> ServiceName.parse(key.name().toString()).stream())
                .filter(name -> name.isHttp() || name.isHost())
                .map(name -> AsciiCase.fold(name.host()))
                .collect(Collectors.toUnmodifiableSet());
        this.source = sources.stream().map(KeySource::toString).collect(Collectors.joining(", "));
        this.ofAllNames = new KeyRing(this.keys);
        this.keys.stream()
                .collect(Collectors.groupingBy(key -> key.name().foldedCase()))
                .forEach((name, named) -> add(name, named));
    }

    private void add(String name, List<ServiceKey> named) {
        KeyRing ring = new KeyRing(named);
        byName.put(name, ring);
        named.forEach(key -> byComponents.put(key.name().components(), ring));
    }

    /** The keys of {@code keytab} whose encryption type is accepted by default. */
    public static ServiceKeys of(Keytab keytab, String path, Cryptosystem cryptosystem) {
        return of(keytab, KeySource.keytab(path), cryptosystem, EncryptionType.DEFAULT);
    }

    /**
     * The keys of {@code keytab} whose encryption type is accepted, the newest version first; none is an answer, too.
     *
     * @param source for messages
     * @param accepted of tickets and of the session keys in them
     */
    public static ServiceKeys of(
            Keytab keytab, KeySource source, Cryptosystem cryptosystem, Set<EncryptionType> accepted) {
        List<ServiceKey> keys = new ArrayList<>();
        Map<String, SortedSet<String>> unusable = new HashMap<>();
        TicketKeys ticketKeys = new TicketKeys(cryptosystem);
        for (Keytab.Entry entry : keytab.entries()) {
            Optional<EncryptionType> type = entry.usableType(accepted);
            if (type.isPresent()) {
                TicketKeys.Derived derived = ticketKeys.of(type.get(), entry.key());
                keys.add(new ServiceKey(
                        entry.name(),
                        entry.realm(),
                        entry.kvno(),
                        type.get(),
                        derived.tickets(),
                        derived.pacSignatures(),
                        source));
            } else {
                unusable.computeIfAbsent(entry.name().foldedCase(), name -> new TreeSet<>())
                        .add(EncryptionType.describe(entry.etype()));
            }
        }
        Set<String> realms = keytab.entries().stream()
                .map(entry -> AsciiCase.fold(entry.realm()))
                .collect(Collectors.toSet());
        return new ServiceKeys(Set.of(source), accepted, keys, unusable, realms);
    }

    /**
     * The keys of several keytabs as one: services of several accounts, or in several realms.
     *
     * @param parts none where no key can be used at the moment
     */
    public static ServiceKeys merged(List<ServiceKeys> parts) {
        Set<KeySource> sources = new LinkedHashSet<>();
        Set<EncryptionType> accepted = new HashSet<>();
        List<ServiceKey> keys = new ArrayList<>();
        Map<String, SortedSet<String>> unusable = new HashMap<>();
        Set<String> realms = new HashSet<>();
        for (ServiceKeys part : parts) {
            realms.addAll(part.realms);
            sources.addAll(part.sources);
            accepted.addAll(part.accepted);
            keys.addAll(part.keys);
            part.unusable.forEach((name, types) ->
                    unusable.computeIfAbsent(name, n -> new TreeSet<>()).addAll(types));
        }
        return new ServiceKeys(sources, accepted, keys, unusable, realms);
    }

    /** The keys that passwords make, without those of keytabs; empty if there are none. */
    public Optional<ServiceKeys> ofPasswords() {
        List<ServiceKey> ofPasswords =
                keys.stream().filter(key -> key.source().account().isPresent()).toList();
        Set<KeySource> theirs = ofPasswords.stream().map(ServiceKey::source).collect(Collectors.toSet());
        return ofPasswords.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceKeys(theirs, accepted, ofPasswords, Map.of(), realms));
    }

    public List<ServiceKey> all() {
        return keys;
    }

    /** What messages call the files that the keys come from, all of them. */
    public String source() {
        return source;
    }

    /** Of all entries in lower case, also of those whose type cannot be used. */
    public Set<String> realms() {
        return realms;
    }

    /** The hosts whose web pages the keys are for, in lower case: those of HTTP, and of HOST, which stands for it. */
    public Set<String> hosts() {
        return hosts;
    }

    /** Whether tickets and session keys may be of this type. */
    public boolean accepts(EncryptionType type) {
        return accepted.contains(type);
    }

    /** The types of the keys of a ticket's name that cannot be used; empty if its name has none. */
    public Optional<SortedSet<String>> unusable(Ticket ticket) {
        return find(unusable, ticket);
    }

    /** The keys of all names. */
    public KeyRing ofAllNames() {
        return ofAllNames;
    }

    /** The keys of a ticket's name, whatever their realm and type. */
    public KeyRing named(Ticket ticket) {
        KeyRing named = byComponents.get(ticket.sname().components());
        return named == null ? find(byName, ticket).orElse(KeyRing.NONE) : named;
    }

    /** The name itself, then the one that stands for it. */
    public static Stream<String> withAliases(String foldedName) {
        return Stream.concat(Stream.of(foldedName), ServiceName.alias(foldedName).stream());
    }

    private static <T> Optional<T> find(Map<String, T> byName, Ticket ticket) {
        String name = ticket.sname().foldedCase();
        T found = byName.get(name);
        return Optional.ofNullable(found).or(() -> ServiceName.alias(name).map(alias -> byName.get(alias)));
    }
}
