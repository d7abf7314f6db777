package org.gatehouse.mechanism;

/**
 * The client as the server sees it.
 *
 * @param address for people to read; no decision rests on it
 */
public record Peer(String address) {}
