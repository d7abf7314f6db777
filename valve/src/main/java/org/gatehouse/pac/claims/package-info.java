/**
 * The claims of a PAC: what a domain says about a user or a computer beyond its groups ([MS-ADTS] 2.2.18), and how
 * Windows compresses them ([MS-XCA]). Their bytes are covered by the PAC's signatures and are read as if they were not.
 */
@NullMarked
package org.gatehouse.pac.claims;

import org.jspecify.annotations.NullMarked;
