/** Which SIDs of a verified PAC are believed, and what they stand for ([MS-PAC] 4.1.2.2). */
@NullMarked
package org.gatehouse.pac.sids;

import org.jspecify.annotations.NullMarked;
