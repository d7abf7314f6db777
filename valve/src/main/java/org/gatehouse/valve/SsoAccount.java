package org.gatehouse.valve;

import java.time.Instant;
import java.util.Optional;
import org.gatehouse.identity.WindowsAccount;

/** The user's account in the Windows domain, as the domain controller described it when it issued the ticket. Immutable. */
public final class SsoAccount {
    private final WindowsAccount facts;

    SsoAccount(WindowsAccount facts) {
        this.facts = facts;
    }

    /** The account's SID, which stays the same when the account is renamed: {@code S-1-5-21-…-1104}. */
    public String sid() {
        return facts.sid().toString();
    }

    /** The name before Windows 2000, as the domain spells it: {@code alice}. */
    public String samAccountName() {
        return facts.samAccountName();
    }

    /** {@code alice@example.com}; made of name and domain if the account has none of its own. */
    public Optional<String> userPrincipalName() {
        return facts.userPrincipalName();
    }

    /** The NetBIOS name of the account's domain: {@code EXAMPLE}. */
    public String netbiosDomain() {
        return facts.netbiosDomain();
    }

    /** The DNS name of the account's domain: {@code EXAMPLE.COM}. */
    public Optional<String> dnsDomain() {
        return facts.dnsDomain();
    }

    /** {@code Alice Liddell}; may be empty. */
    public String fullName() {
        return facts.fullName();
    }

    /** The NetBIOS name of the domain controller that the user signed in to; may be empty. */
    public String logonServer() {
        return facts.logonServer();
    }

    /** How often the user signed in to the domain, as far as that domain controller knows. */
    public int logonCount() {
        return facts.logonCount();
    }

    /** When the user signed in to the domain. */
    public Optional<Instant> logonTime() {
        return facts.times().logon();
    }

    /** When the password was changed last. */
    public Optional<Instant> passwordLastSet() {
        return facts.times().passwordLastSet();
    }

    /** When the password expires; empty if it never does. */
    public Optional<Instant> passwordMustChange() {
        return facts.times().passwordMustChange();
    }
}
