/** SPNEGO tokens (RFC 4178, [MS-SPNG]) and the acceptor's side of the negotiation. Its input is hostile. */
@NullMarked
package org.gatehouse.spnego;

import org.jspecify.annotations.NullMarked;
