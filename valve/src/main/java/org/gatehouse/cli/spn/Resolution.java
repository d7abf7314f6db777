package org.gatehouse.cli.spn;

import java.util.Optional;

/**
 * What was learnt of a host name.
 *
 * @param found whether this machine knows an address for it
 * @param canonical the name at the end of its aliases (CNAME), the same one if it has none; empty if the DNS could not be
 *     asked for aliases
 * @param reverse the name that its address leads back to (PTR), if there is one
 */
public record Resolution(boolean found, Optional<String> canonical, Optional<String> reverse) {}
