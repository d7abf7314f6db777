package org.gatehouse.lab.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.gatehouse.lab.io.OwnerFile;
import org.jspecify.annotations.Nullable;

/**
 * A ticket cache as MIT's programs keep it ({@code FILE:}), made of the tickets of somebody who is logged on in this JVM: so a
 * browser or curl can sign on where MIT's kinit is not installed. Version 4 of the format, big-endian throughout (MIT
 * Kerberos documentation, "Credential cache file format").
 */
public final class TicketCacheFile {
    private static final int VERSION_4 = 0x0504;

    /** Type IPv4 and IPv6 of a HostAddress (RFC 4120 §7.5.3). */
    private static final int IPV4 = 2;

    private static final int IPV6 = 24;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private TicketCacheFile() {}

    /**
     * Writes the file for its owner alone (mode 600), replacing an older one in one step.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the subject has no ticket-granting ticket
     */
    public static void write(Path file, Subject subject) throws IOException {
        OwnerFile.replace(file, new TicketCacheFile().encode(tickets(subject)));
    }

    /** The ticket of the logon first: its client is whose cache this is. */
    private static List<KerberosTicket> tickets(Subject subject) {
        Set<KerberosTicket> tickets = subject.getPrivateCredentials(KerberosTicket.class);
        List<KerberosTicket> ordered = tickets.stream()
                .filter(ticket -> !ticket.isDestroyed())
                .sorted(Comparator.comparing(ticket -> !isOfLogon(ticket)))
                .toList();
        if (ordered.isEmpty() || !isOfLogon(ordered.get(0))) {
            throw new IllegalArgumentException("The subject has no ticket-granting ticket: log on first");
        }
        return ordered;
    }

    private static boolean isOfLogon(KerberosTicket ticket) {
        String realm = ticket.getClient().getRealm();
        return ticket.getServer().getName().equals("krbtgt/" + realm + "@" + realm);
    }

    private byte[] encode(List<KerberosTicket> tickets) throws IOException {
        out.writeShort(VERSION_4);
        out.writeShort(12); // bytes of header: one field, without which the JDK cannot read on
        out.writeShort(1); // the KDC's clock against ours
        out.writeShort(8);
        out.writeLong(0);
        principal(tickets.get(0).getClient());
        for (KerberosTicket ticket : tickets) {
            credential(ticket);
        }
        return bytes.toByteArray();
    }

    private void credential(KerberosTicket ticket) throws IOException {
        principal(ticket.getClient());
        principal(ticket.getServer());
        out.writeShort(ticket.getSessionKeyType());
        data(ticket.getSessionKey().getEncoded());
        time(ticket.getAuthTime());
        time(ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime());
        time(ticket.getEndTime());
        time(ticket.getRenewTill());
        out.writeByte(0); // is_skey: the ticket is not sealed with a session key
        out.writeInt(flags(ticket.getFlags()));
        addresses(ticket.getClientAddresses());
        out.writeInt(0); // no authorization data
        data(ticket.getEncoded());
        data(new byte[0]); // no second ticket
    }

    /** The name of a principal has its components separated by slashes, and a backslash before what is no separator. */
    private void principal(KerberosPrincipal principal) throws IOException {
        String realm = principal.getRealm();
        String name = principal.getName();
        String[] components =
                name.substring(0, name.length() - realm.length() - 1).split("(?<!\\\\)/", -1);
        out.writeInt(principal.getNameType());
        out.writeInt(components.length);
        text(realm);
        for (String component : components) {
            text(component.replaceAll("\\\\(.)", "$1"));
        }
    }

    private void text(String text) throws IOException {
        data(text.getBytes(StandardCharsets.UTF_8));
    }

    private void data(byte[] data) throws IOException {
        out.writeInt(data.length);
        out.write(data);
    }

    /** Seconds since 1970 as an unsigned 32-bit number, 0 for none. */
    private void time(@Nullable Date time) throws IOException {
        out.writeInt(time == null ? 0 : (int) time.toInstant().getEpochSecond());
    }

    /** Bit 0 of TicketFlags is the most significant one (RFC 4120 §5.2.8). */
    private static int flags(boolean[] flags) {
        int bits = 0;
        for (int i = 0; i < flags.length && i < Integer.SIZE; i++) {
            if (flags[i]) {
                bits |= 1 << (Integer.SIZE - 1 - i);
            }
        }
        return bits;
    }

    private void addresses(InetAddress @Nullable [] addresses) throws IOException {
        if (addresses == null) {
            out.writeInt(0);
            return;
        }
        out.writeInt(addresses.length);
        for (InetAddress address : addresses) {
            out.writeShort(address instanceof Inet4Address ? IPV4 : IPV6);
            data(address.getAddress());
        }
    }
}
