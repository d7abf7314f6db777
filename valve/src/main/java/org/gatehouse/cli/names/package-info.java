/** Names of hosts and services as people type them, and what is odd about them. */
@NullMarked
package org.gatehouse.cli.names;

import org.jspecify.annotations.NullMarked;
