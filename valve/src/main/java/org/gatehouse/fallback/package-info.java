/** What a client sees that was not signed on: the page inside the 401. */
@NullMarked
package org.gatehouse.fallback;

import org.jspecify.annotations.NullMarked;
