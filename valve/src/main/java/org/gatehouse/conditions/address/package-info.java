/** IP addresses, and lists of them that answer fast. The addresses of requests come from outside; the lists are the administrator's. */
@NullMarked
package org.gatehouse.conditions.address;

import org.jspecify.annotations.NullMarked;
