/** The valve, and what clients make of it, with a KDC that nobody here has written: MIT's. */
@NullMarked
package org.gatehouse.lab.mit;

import org.jspecify.annotations.NullMarked;
