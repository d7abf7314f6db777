/** The lab's own certificate authority, for HTTPS and LDAPS. */
@NullMarked
package org.gatehouse.lab.tls;

import org.jspecify.annotations.NullMarked;
