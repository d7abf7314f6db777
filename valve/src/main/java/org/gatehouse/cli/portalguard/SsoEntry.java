package org.gatehouse.cli.portalguard;

/**
 * A value in the file, as it stands there.
 *
 * @param line from 1
 * @param column from 1
 */
record SsoEntry(String text, int line, int column) {}
