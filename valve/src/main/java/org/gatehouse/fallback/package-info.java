/** What a client sees that was not signed in: the page inside the 401. */
@NullMarked
package org.gatehouse.fallback;

import org.jspecify.annotations.NullMarked;
