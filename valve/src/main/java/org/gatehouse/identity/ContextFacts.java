package org.gatehouse.identity;

/**
 * What a client asked for when it signed on (RFC 4121 §4.1.1).
 *
 * @param flags of RFC 4121 §4.1.1.1
 * @param mutual whether it asked this server to prove who it is
 * @param channelBound whether it says which TLS channel it uses
 * @param delegated whether it sent a ticket-granting ticket along
 */
public record ContextFacts(long flags, boolean mutual, boolean channelBound, boolean delegated) {}
