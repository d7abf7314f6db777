/**
 * The Privilege Attribute Certificate ([MS-PAC]): what a domain controller says of the user of a ticket. It is read in this
 * order: the directory of buffers ({@link org.gatehouse.pac.UnverifiedPac}), the server's signature over all bytes ({@link
 * org.gatehouse.pac.ServerSignedPac}), and only then the content, which is checked against the ticket and against itself
 * ({@link org.gatehouse.pac.VerifiedPac}). Only the last one shows who the user is.
 *
 * <p>The input is trusted as far as it is signed. Anyone who has the service's key can make the server's signature; whether
 * a domain controller has issued the PAC, only a domain controller knows ({@link org.gatehouse.pac.PacAuthority}).
 */
@NullMarked
package org.gatehouse.pac;

import org.jspecify.annotations.NullMarked;
