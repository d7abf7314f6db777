package org.gatehouse.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * Times of a Windows account ([MS-PAC] 2.5). Empty is what the domain does not say, or what never happens.
 *
 * @param logon when the user signed in to the domain
 * @param passwordLastSet when the password was changed last
 * @param passwordMustChange when the password expires
 */
public record LogonTimes(
        Optional<Instant> logon, Optional<Instant> passwordLastSet, Optional<Instant> passwordMustChange) {}
