/** The service's keys: keytab files, the keys that a password makes, and both as one immutable table. */
@NullMarked
package org.gatehouse.keytab;

import org.jspecify.annotations.NullMarked;
