/** {@code keytab}: lists, checks, merges and makes keytabs. */
@NullMarked
package org.gatehouse.cli.keytab;

import org.jspecify.annotations.NullMarked;
