/** Who signed in, and what the sign-in rests on: the same for every mechanism. */
@NullMarked
package org.gatehouse.identity;

import org.jspecify.annotations.NullMarked;
