/** Keytab files in MIT's format, read and written. */
@NullMarked
package org.gatehouse.lab.kdc.keytab;

import org.jspecify.annotations.NullMarked;
