/**
 * The encryption types of Kerberos (RFC 3961, RFC 3962) on the JDK's primitives: keys are derived once, ciphers and MACs
 * are pooled, integrity is checked before anybody sees a plaintext.
 */
@NullMarked
package org.gatehouse.crypto;

import org.jspecify.annotations.NullMarked;
