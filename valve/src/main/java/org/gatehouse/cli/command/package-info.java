/** What the commands have in common: how they are called, what they print, and the files that they read. */
@NullMarked
package org.gatehouse.cli.command;

import org.jspecify.annotations.NullMarked;
