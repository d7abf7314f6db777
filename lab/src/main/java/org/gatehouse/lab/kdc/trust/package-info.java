/** Other realms: whom this realm shares keys with, what it believes them, and the path that a ticket has taken. */
@NullMarked
package org.gatehouse.lab.kdc.trust;

import org.jspecify.annotations.NullMarked;
