/**
 * Reading bytes that nobody trusts: bounded cursors and the one error they raise; and pages of words on the heap or in a
 * mapped file. Knows no protocol.
 */
@NullMarked
package org.gatehouse.wire;

import org.jspecify.annotations.NullMarked;
