/** Real browsers against the lab: what people see, and what the browser sent for it. */
@NullMarked
package org.gatehouse.browser;

import org.jspecify.annotations.NullMarked;
