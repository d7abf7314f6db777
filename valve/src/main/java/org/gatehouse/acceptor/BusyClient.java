package org.gatehouse.acceptor;

import java.util.Optional;

/**
 * A client with many authenticators in the replay memory.
 *
 * @param name empty if it has not signed in since the restart, or is one of very many
 */
public record BusyClient(Optional<String> name, int entries) {}
