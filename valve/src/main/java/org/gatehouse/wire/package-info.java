/** Reading bytes that nobody trusts: bounded cursors and the one error they raise. Knows no protocol. */
@NullMarked
package org.gatehouse.wire;

import org.jspecify.annotations.NullMarked;
