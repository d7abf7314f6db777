/** {@code spn}: which names browsers ask for at an address, and what is wrong with a name. */
@NullMarked
package org.gatehouse.cli.spn;

import org.jspecify.annotations.NullMarked;
