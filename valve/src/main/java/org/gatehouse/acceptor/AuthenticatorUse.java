package org.gatehouse.acceptor;

import java.time.Instant;
import java.util.Optional;
import org.gatehouse.wire.Bytes;

/**
 * An authenticator that has passed every other check, and who has brought it.
 *
 * @param mac the end of the authenticator's cipher text
 * @param time the authenticator's
 * @param client the ticket's, with its realm
 * @param connection over which it came; empty if several clients may share it
 */
public record AuthenticatorUse(Bytes mac, Instant time, String client, Optional<String> connection) {}
