package org.gatehouse.lab.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A domain's rules for passwords and logons, attributes of its own entry ([MS-ADTS] 3.1.1.5.4.4).
 *
 * @param maxPasswordAge {@code maxPwdAge}; zero if passwords do not expire
 * @param lockoutThreshold {@code lockoutThreshold}: wrong passwords until an account is locked; 0 for never
 * @param lockoutWindow {@code lockOutObservationWindow}: after how long without one the count starts again
 * @param lockoutDuration {@code lockoutDuration}; zero if only an administrator unlocks
 */
public record DomainPolicy(
        Duration maxPasswordAge, int lockoutThreshold, Duration lockoutWindow, Duration lockoutDuration) {
    /** A new Active Directory domain's: passwords last 42 days, nobody is locked out. */
    public static final DomainPolicy OF_A_NEW_DOMAIN =
            new DomainPolicy(Duration.ofDays(42), 0, Duration.ofMinutes(30), Duration.ofMinutes(30));

    /** Why the account may not log on, whatever its password; empty if it may. */
    public Optional<NtStatus> restriction(Account account, Instant now) {
        AccountState state = account.state();
        if (state.disabled()) {
            return Optional.of(NtStatus.STATUS_ACCOUNT_DISABLED);
        }
        if (lockedOut(state, now)) {
            return Optional.of(NtStatus.STATUS_ACCOUNT_LOCKED_OUT);
        }
        if (state.expires().filter(end -> !now.isBefore(end)).isPresent()) {
            return Optional.of(NtStatus.STATUS_ACCOUNT_EXPIRED);
        }
        return state.has(AccountState.PASSWORD_NOT_REQUIRED)
                ? Optional.of(NtStatus.STATUS_ACCOUNT_RESTRICTION)
                : Optional.empty();
    }

    /**
     * Why the password, though right, is not good enough; empty if it is. To be told only to who knows it. An account whose
     * password does not expire, as a computer's, need not change it either, whatever {@code pwdLastSet} says ([MS-ADTS]
     * 3.1.1.4.5.36).
     */
    public Optional<NtStatus> passwordRestriction(Account account, Instant now) {
        if (!passwordExpires(account)) {
            return Optional.empty();
        }
        Optional<Instant> lastSet = account.password().lastSet();
        if (lastSet.isEmpty()) {
            return Optional.of(NtStatus.STATUS_PASSWORD_MUST_CHANGE);
        }
        return passwordMustChange(account)
                .filter(end -> !now.isBefore(end))
                .map(end -> NtStatus.STATUS_PASSWORD_EXPIRED);
    }

    /** When the password expires; empty if it does not, or has to be changed at the next logon. */
    public Optional<Instant> passwordMustChange(Account account) {
        return account.password()
                .lastSet()
                .filter(lastSet -> passwordExpires(account) && !maxPasswordAge.isZero())
                .map(lastSet -> lastSet.plus(maxPasswordAge));
    }

    private static boolean passwordExpires(Account account) {
        return account.kind() != Account.Kind.COMPUTER && !account.state().has(AccountState.DONT_EXPIRE_PASSWORD);
    }

    private boolean lockedOut(AccountState state, Instant now) {
        return state.lockedAt()
                .filter(at -> lockoutDuration.isZero() || now.isBefore(at.plus(lockoutDuration)))
                .isPresent();
    }
}
