/** Who signed on, and what the sign-on rests on: the same for every mechanism. */
@NullMarked
package org.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
