/**
 * The acceptor of the Kerberos mechanism: it finds the key, decrypts ticket and authenticator, applies the rules of RFC
 * 4120 §3.2.3, remembers authenticators, and says why a client is refused. Its input is hostile.
 */
@NullMarked
package org.gatehouse.acceptor;

import org.jspecify.annotations.NullMarked;
