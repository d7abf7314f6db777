/**
 * Files and folders for their owner alone, and closing what was opened. A lab holds keys and passwords: what it writes is
 * written here.
 */
@NullMarked
package org.gatehouse.lab.io;

import org.jspecify.annotations.NullMarked;
