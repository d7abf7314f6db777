package org.gatehouse.lab.directory.file;

import java.time.InstantSource;

/**
 * A domain to be started.
 *
 * @param clock what the domain takes for the time, when a password is set or a wrong one is counted
 */
public record DomainSource(DomainFile file, InstantSource clock) {}
