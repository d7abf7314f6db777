/** Text from outside: what may be shown or kept as it is. Knows no protocol. */
@NullMarked
package org.gatehouse.lab.text;

import org.jspecify.annotations.NullMarked;
