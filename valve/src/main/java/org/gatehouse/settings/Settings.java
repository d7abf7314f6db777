package org.gatehouse.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.AcceptorPolicy;
import org.gatehouse.kerberos.Keytab;

/**
 * The valve's configuration, complete and checked.
 *
 * @param keytabPath as the administrator wrote it, for messages
 * @param keytab with at least one usable key; closed by whoever has made its own keys from it
 * @param mechanisms at least one, none twice, in the order in which clients are offered them
 * @param clockSkew how far the clocks of clients and KDC may be from this server's
 * @param encryptionTypes of tickets and session keys
 * @param policy names of this service, and realms of its clients
 */
public record Settings(
        String keytabPath,
        Keytab keytab,
        Protect protect,
        List<OfferedMechanism> mechanisms,
        Duration clockSkew,
        Set<EncryptionType> encryptionTypes,
        AcceptorPolicy policy) {
    public Settings {
        mechanisms = List.copyOf(mechanisms);
        encryptionTypes = Set.copyOf(encryptionTypes);
    }
}
