/**
 * NDR (C706 chapter 14), as the structures in a PAC are encoded: little-endian, behind the headers of type serialization
 * version 1 ([MS-RPCE] 2.2.6). Its input comes from outside and is trusted by nobody.
 */
@NullMarked
package org.gatehouse.ndr;

import org.jspecify.annotations.NullMarked;
