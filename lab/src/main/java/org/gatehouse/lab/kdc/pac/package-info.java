/**
 * The PAC of [MS-PAC], made and read by the KDC: logon information, names, claims and signatures. Written against the
 * specifications ([MS-PAC], [MS-RPCE] 2.2.6, C706 chapter 14, [MS-ADTS] 2.2.18, [MS-XCA]) and nothing of the valve's, so that
 * each checks the other. What is read is content of tickets that a key of this KDC or of a trust has encrypted; it is read
 * only after its signatures were verified.
 */
@NullMarked
package org.gatehouse.lab.kdc.pac;

import org.jspecify.annotations.NullMarked;
