package org.gatehouse.identity;

import java.util.function.Function;

/**
 * A password that the KDC has accepted, and that brought a ticket for this very service: without such a ticket, anyone who
 * answers in the KDC's place could accept any password.
 *
 * @param ticket for this service, obtained with the password and decrypted with the service's own key
 */
public record PasswordLogon(KerberosTicket ticket) implements Evidence {
    @Override
    public <R> R fold(
            Function<KerberosTicket, R> kerberos, Function<NtlmLogon, R> ntlm, Function<PasswordLogon, R> password) {
        return password.apply(this);
    }
}
