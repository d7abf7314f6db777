/** The command {@code conditions}: checks a file of conditions, and explains what it decides. */
@NullMarked
package org.gatehouse.cli.conditions;

import org.jspecify.annotations.NullMarked;
