/**
 * The catalogue of everything that can go wrong: a stable code, the standard's symbol and number, what was seen, and
 * what to do about it.
 */
@NullMarked
package org.gatehouse.failure;

import org.jspecify.annotations.NullMarked;
