/**
 * The messages of RFC 4120, decoded and encoded by Kerby's codec behind a gate, and the errors that a KDC answers with.
 * What comes in is from anyone who can reach the port: its structure is checked here, nothing in it is trusted yet.
 */
@NullMarked
package org.gatehouse.lab.kdc.message;

import org.jspecify.annotations.NullMarked;
