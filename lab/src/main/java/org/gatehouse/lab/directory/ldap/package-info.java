/**
 * The directory on the network: ports, TLS, binds, and the limits of a message before it is decoded. What comes in is from
 * anyone who can reach the port.
 */
@NullMarked
package org.gatehouse.lab.directory.ldap;

import org.jspecify.annotations.NullMarked;
