/** The data types that Windows' protocols share ([MS-DTYP]). Their input comes from outside and is trusted by nobody. */
@NullMarked
package org.gatehouse.dtyp;

import org.jspecify.annotations.NullMarked;
