/**
 * The domain's KDC: AS and TGS exchanges of RFC 4120 with the choices that Active Directory makes ([MS-KILE]), over TCP
 * and UDP. Kerby's classes serve as codec and cryptography alone; every decision is made here. What a request holds is
 * trusted only after its structure, its ticket, its authenticator and its checksum were checked, in this order.
 *
 * <p>Nothing is shared between two instances: several realms, each with its own accounts and clock, run in one JVM.
 */
@NullMarked
package org.gatehouse.lab.kdc;

import org.jspecify.annotations.NullMarked;
