package org.gatehouse.dist.samba;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.ccache.Credential;
import org.apache.kerby.kerberos.kerb.ccache.CredentialCache;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.TicketPac;

/** A ticket in a workstation's cache, decrypted with the key of its service. */
final class SambaTicket {
    private final Path cache;

    /** As it is in the cache. */
    private final byte[] encoded;

    private final byte[] part;
    private final EncryptionKey key;

    private SambaTicket(Path cache, byte[] encoded, byte[] part, EncryptionKey key) {
        this.cache = cache;
        this.encoded = encoded;
        this.part = part;
        this.key = key;
    }

    /** The workstation's ticket for a host, which it gets if it has none. */
    static SambaTicket of(Workstation workstation, SambaDomain domain, String host) throws Exception {
        workstation.kvno(SambaDomain.spn(host)).orThrow();
        CredentialCache cache = new CredentialCache();
        cache.load(workstation.ticketCache().toFile());
        Ticket ticket = cache.getCredentials().stream()
                .filter(credential ->
                        credential.getServicePrincipal().getName().startsWith(SambaDomain.spn(host) + "@"))
                .map(Credential::getTicket)
                .findFirst()
                .orElseThrow();
        EncryptedData sealed = ticket.getEncryptedEncPart();
        EncryptionKey key = domain.serviceKey(host, sealed.getEType());
        return new SambaTicket(
                workstation.ticketCache(),
                KerbyCodec.encode(ticket),
                Sealing.open(sealed, key, KeyUsage.KDC_REP_TICKET),
                key);
    }

    /** The EncTicketPart, byte by byte as the KDC encoded it. */
    byte[] part() {
        return part;
    }

    EncryptionKey key() {
        return key;
    }

    EncTicketPart content() throws MalformedMessageException {
        return KerbyCodec.decode(part, EncTicketPart.class);
    }

    byte[] pac() throws MalformedMessageException, KdcException {
        return TicketPac.find(content()).orElseThrow();
    }

    /** Puts another PAC into the ticket in the cache, as anyone can who has the service's key. */
    void replacePac(byte[] pac) throws IOException, KrbException, MalformedMessageException {
        Ticket ticket = KerbyCodec.decode(encoded, Ticket.class);
        EncryptedData sealed = EncryptionHandler.encrypt(TicketPac.withPac(part, pac), key, KeyUsage.KDC_REP_TICKET);
        sealed.setKvno(ticket.getEncryptedEncPart().getKvno());
        ticket.setEncryptedEncPart(sealed);
        replace(KerbyCodec.encode(ticket));
    }

    /** In the cache, a ticket stands behind its length. */
    private void replace(byte[] ticket) throws IOException {
        byte[] file = Files.readAllBytes(cache);
        int start = indexOf(counted(encoded), file);
        int end = start + Integer.BYTES + encoded.length;
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, start);
        changed.writeBytes(counted(ticket));
        changed.write(file, end, file.length - end);
        Files.write(cache, changed.toByteArray(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static byte[] counted(byte[] data) {
        return ByteBuffer.allocate(Integer.BYTES + data.length)
                .putInt(data.length)
                .put(data)
                .array();
    }

    private static int indexOf(byte[] wanted, byte[] file) throws IOException {
        for (int i = 0; i <= file.length - wanted.length; i++) {
            if (Arrays.equals(wanted, 0, wanted.length, file, i, i + wanted.length)) {
                return i;
            }
        }
        throw new IOException("the ticket is not in the cache as it was read");
    }
}
