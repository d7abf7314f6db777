/**
 * DER (X.690) as the Kerberos and SPNEGO modules use it: single-byte tags, definite lengths in their shortest form,
 * explicit context tags. Its input is hostile: every length is compared with its parent before it is used.
 */
@NullMarked
package org.gatehouse.der;

import org.jspecify.annotations.NullMarked;
