package org.gatehouse.identity;

import java.util.Optional;
import java.util.function.Function;

/** What a sign-in rests on. Its kinds are told apart by {@link #fold}, so that a new one must be handled everywhere. */
public sealed interface Evidence permits KerberosTicket, NtlmLogon, PasswordLogon {
    /** What the function for this kind makes of it. */
    <R> R fold(Function<KerberosTicket, R> kerberos, Function<NtlmLogon, R> ntlm, Function<PasswordLogon, R> password);

    /** The ticket that it rests on, whichever way that was obtained; empty for a sign-in without one. */
    default Optional<KerberosTicket> kerberosTicket() {
        return fold(Optional::of, ntlm -> Optional.empty(), password -> Optional.of(password.ticket()));
    }

    /** How the user signed in, for people and counters: {@code Kerberos}, {@code NTLM}, {@code Basic}. */
    default String mechanism() {
        return fold(kerberos -> "Kerberos", ntlm -> "NTLM", password -> "Basic");
    }
}
