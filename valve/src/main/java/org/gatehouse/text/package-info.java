/** Text for people: durations, and what came from outside, made fit for a line of a log. */
@NullMarked
package org.gatehouse.text;

import org.jspecify.annotations.NullMarked;
