package org.gatehouse.lab.account;

import java.time.Instant;
import java.util.Optional;

/**
 * What may keep an account from logging on, whatever its password.
 *
 * @param userAccountControl the flags of [MS-ADTS] 2.2.16
 * @param expires {@code accountExpires}; empty for never
 * @param lockedAt {@code lockoutTime}; empty if the account was not locked since the last logon
 */
public record AccountState(int userAccountControl, Optional<Instant> expires, Optional<Instant> lockedAt) {
    public static final int ACCOUNT_DISABLE = 0x0002;
    public static final int PASSWORD_NOT_REQUIRED = 0x0020;
    public static final int NORMAL_ACCOUNT = 0x0200;
    public static final int WORKSTATION_TRUST_ACCOUNT = 0x1000;
    public static final int DONT_EXPIRE_PASSWORD = 0x1_0000;
    public static final int TRUSTED_FOR_DELEGATION = 0x8_0000;
    public static final int DONT_REQUIRE_PREAUTH = 0x40_0000;

    /** Of a service: its tickets carry no PAC. */
    public static final int NO_AUTH_DATA_REQUIRED = 0x200_0000;

    /** Nothing but these flags. */
    public static AccountState of(int userAccountControl) {
        return new AccountState(userAccountControl, Optional.empty(), Optional.empty());
    }

    /** Whether a flag of {@code userAccountControl}, one of this class's constants, is set. */
    public boolean has(int flag) {
        return (userAccountControl & flag) != 0;
    }

    public boolean disabled() {
        return has(ACCOUNT_DISABLE);
    }
}
