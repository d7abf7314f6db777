package org.gatehouse.lab.account;

import java.time.Instant;
import java.util.Optional;

/**
 * What an account's keys are made from. Never printed.
 *
 * @param text the password itself, which only a lab's directory knows
 * @param keyVersionNumber {@code msDS-KeyVersionNumber}: how often it was set
 * @param lastSet {@code pwdLastSet}; empty for the zero by which an administrator asks for a new one at the next logon
 */
public record Password(String text, int keyVersionNumber, Optional<Instant> lastSet) {
    @Override
    public String toString() {
        return "kvno " + keyVersionNumber;
    }
}
