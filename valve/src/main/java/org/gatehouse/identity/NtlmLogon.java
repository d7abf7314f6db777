package org.gatehouse.identity;

import java.util.function.Function;

/**
 * A logon that a domain controller has confirmed for an NTLM response ([MS-NLMP], [MS-APDS] 3.1).
 *
 * @param domain NetBIOS name of the account's domain
 * @param workstation the name that the client gave itself, which nothing proves
 */
public record NtlmLogon(String domain, String workstation) implements Evidence {
    @Override
    public <R> R fold(
            Function<KerberosTicket, R> kerberos, Function<NtlmLogon, R> ntlm, Function<PasswordLogon, R> password) {
        return ntlm.apply(this);
    }
}
