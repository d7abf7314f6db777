package org.gatehouse.lab.mit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.ccache.Credential;
import org.apache.kerby.kerberos.kerb.ccache.CredentialCache;
import org.apache.kerby.kerberos.kerb.common.EncryptionUtil;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationDataEntry;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationType;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;

/** What is sealed in a ticket of aes256-cts-hmac-sha1-96, read with Kerby. */
final class MitTicket {
    /** [MS-PAC] 2.4: type, size and offset of a buffer. */
    private static final int PAC_INFO_BUFFER = 16;

    private static final int PAC_HEADER = 8;

    private MitTicket() {}

    /** The types of the buffers of the PAC in a ticket for {@code service}. */
    static List<Integer> pacBuffers(Path ticketCache, Path keytab, String service) throws IOException {
        try {
            EncTicketPart part = open(ticketCache, keytab, service);
            AuthorizationDataEntry relevant = part.getAuthorizationData().getElements().stream()
                    .filter(entry -> entry.getAuthzType() == AuthorizationType.AD_IF_RELEVANT)
                    .findFirst()
                    .orElseThrow();
            AuthorizationData inside = KrbCodec.decode(relevant.getAuthzData(), AuthorizationData.class);
            byte[] pac = inside.getElements().stream()
                    .filter(entry -> entry.getAuthzType() == AuthorizationType.AD_WIN2K_PAC)
                    .findFirst()
                    .orElseThrow()
                    .getAuthzData();
            ByteBuffer buffer = ByteBuffer.wrap(pac).order(ByteOrder.LITTLE_ENDIAN);
            return IntStream.range(0, buffer.getInt(0))
                    .mapToObj(i -> buffer.getInt(PAC_HEADER + i * PAC_INFO_BUFFER))
                    .toList();
        } catch (KrbException e) {
            throw new IOException("Kerby does not read the ticket", e);
        }
    }

    private static EncTicketPart open(Path ticketCache, Path keytab, String service) throws IOException, KrbException {
        CredentialCache cache = new CredentialCache();
        cache.load(ticketCache.toFile());
        Ticket ticket = cache.getCredentials().stream()
                .filter(credential -> credential.getServicePrincipal().getName().startsWith(service + "@"))
                .map(Credential::getTicket)
                .findFirst()
                .orElseThrow();
        PrincipalName owner = new PrincipalName(service + "@" + MitRealm.NAME);
        EncryptionKey key = Keytab.loadKeytab(keytab.toFile()).getKey(owner, EncryptionType.AES256_CTS_HMAC_SHA1_96);
        return EncryptionUtil.unseal(ticket.getEncryptedEncPart(), key, KeyUsage.KDC_REP_TICKET, EncTicketPart.class);
    }
}
