/** The valve in stock Tomcats against an AD domain controller of Samba's, whose tickets and PACs nobody of this project made. */
@NullMarked
package org.gatehouse.dist.samba;

import org.jspecify.annotations.NullMarked;
