/** Clocks that can be put forward and back while something goes by them; nothing here knows whose they are. */
@NullMarked
package org.gatehouse.lab.clock;

import org.jspecify.annotations.NullMarked;
