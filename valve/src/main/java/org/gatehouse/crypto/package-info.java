/**
 * The encryption types of Kerberos (RFC 3961, 3962, 8009 and 4757) on the JDK's primitives. Keys are derived once, ciphers
 * and MACs are pooled, and integrity is checked before a plaintext is handed out.
 */
@NullMarked
package org.gatehouse.crypto;

import org.jspecify.annotations.NullMarked;
