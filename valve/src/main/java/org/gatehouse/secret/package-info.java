/** Secrets as types: redacted when printed, compared in constant time, wiped when closed. */
@NullMarked
package org.gatehouse.secret;

import org.jspecify.annotations.NullMarked;
