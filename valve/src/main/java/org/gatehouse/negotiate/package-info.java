/** The mechanisms, joined from the protocol packages: Kerberos, and SPNEGO over it. */
@NullMarked
package org.gatehouse.negotiate;

import org.jspecify.annotations.NullMarked;
