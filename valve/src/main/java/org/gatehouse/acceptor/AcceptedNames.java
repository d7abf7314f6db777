package org.gatehouse.acceptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.text.AsciiCase;

/**
 * The service names whose tickets are accepted. This narrows what clients may ask the KDC for. It does not
 * separate names: a ticket's name is not encrypted, so anyone who has a ticket for one name can present it under any other
 * name that has the same key.
 */
public final class AcceptedNames {
    /** The names that have a key of their own: the default. */
    public static final AcceptedNames OF_THE_KEYTAB = new AcceptedNames(List.of(), false);
    /** Whatever name a ticket has that opens with one of the keys. */
    public static final AcceptedNames ANY = new AcceptedNames(List.of(), true);

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

    /** In lower case, with or without a realm; empty for all. */
    private final Set<String> names;

    private final boolean anyKey;

    private final List<ServiceName> listed;
    /** Made once: a refused ticket costs no more with many names than with few. */
    private final String text;

    private AcceptedNames(List<ServiceName> listed, boolean anyKey) {
        this.listed = List.copyOf(listed);
        this.names = listed.stream().map(ServiceName::foldedCase).collect(Collectors.toUnmodifiableSet());
        this.anyKey = anyKey;
        this.text = text(listed, anyKey);
    }

    private static String text(List<ServiceName> listed, boolean anyKey) {
        if (listed.isEmpty()) {
            return anyKey ? "any" : "those of the keytab";
        }
        return listed.stream().map(ServiceName::toString).collect(Collectors.joining(", "));
    }

    /**
     * Reads a list of names, separated by spaces or commas, or {@code *} for any.
     *
     * @return empty if something in the list is not a service name
     */
    public static Optional<AcceptedNames> parse(String list) {
        String text = list.strip();
        if (text.equals("*")) {
            return Optional.of(ANY);
        }
        List<ServiceName> names = new ArrayList<>();
        for (String name : SEPARATORS.splitAsStream(text).toList()) {
            Optional<ServiceName> parsed = ServiceName.parse(name);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            names.add(parsed.get());
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new AcceptedNames(names, true));
    }

    /** Whether this is the name of a service on a host: letters, digits and a few signs. */
    static boolean isServiceName(String name) {
        return ServiceName.parse(name).isPresent();
    }

    /** Whether a ticket may have this name. Active Directory lets {@code HOST/x} stand for {@code HTTP/x}. */
    boolean accept(Ticket ticket) {
        if (names.isEmpty()) {
            return true;
        }
        String name = ticket.sname().foldedCase();
        String realm = "@" + AsciiCase.fold(ticket.realm());
        return ServiceKeys.withAliases(name).anyMatch(alias -> names.contains(alias) || names.contains(alias + realm));
    }

    /** The names, as they were listed; none if there is no list. */
    public List<ServiceName> listed() {
        return listed;
    }

    /** Whether a ticket may open with a key that the keytab has under another name. */
    boolean anyKey() {
        return anyKey;
    }

    /** Whether names mean nothing here. */
    boolean any() {
        return anyKey && names.isEmpty();
    }

    /** The names that were listed, for messages. */
    @Override
    public String toString() {
        return text;
    }
}
