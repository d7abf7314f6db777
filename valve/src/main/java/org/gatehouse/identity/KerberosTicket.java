package org.gatehouse.identity;

import java.time.Instant;
import java.util.function.Function;
import org.gatehouse.crypto.EncryptionType;

/**
 * An accepted Kerberos ticket: its public facts.
 *
 * @param service the name that the client asked the KDC for, e.g. {@code HTTP/portal.example.com@EXAMPLE.COM}
 * @param encryptionType that the ticket is encrypted with
 * @param kvno version of the key that has decrypted it, as the keytab has it; as the ticket has it, if the key does not
 *     know its version
 * @param sessionEncryptionType of the key that client and server share
 * @param authenticationTime when the user proved to the KDC who they are
 * @param startTime from when on the ticket is valid
 * @param endTime until when the ticket is valid
 * @param context what the client asked of this server
 */
public record KerberosTicket(
        String service,
        EncryptionType encryptionType,
        long kvno,
        EncryptionType sessionEncryptionType,
        Instant authenticationTime,
        Instant startTime,
        Instant endTime,
        ContextFacts context)
        implements Evidence {
    /** Whether the client asked this server to prove who it is. */
    public boolean mutual() {
        return context.mutual();
    }

    @Override
    public <R> R fold(
            Function<KerberosTicket, R> kerberos, Function<NtlmLogon, R> ntlm, Function<PasswordLogon, R> password) {
        return kerberos.apply(this);
    }
}
