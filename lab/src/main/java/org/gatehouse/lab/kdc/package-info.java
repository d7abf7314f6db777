/**
 * The domain's KDC: AS and TGS exchanges of RFC 4120 with the choices that Active Directory makes ([MS-KILE]), over TCP
 * and UDP. Kerby's classes serve as codec and cryptography alone; every decision is made here. What a request holds is
 * trusted only after its structure, its ticket, its authenticator and its checksum were checked, in this order; what
 * another realm says of its clients, only as far as {@link org.gatehouse.lab.kdc.trust.RealmTrusts} goes.
 *
 * <p>One KDC serves several realms on one port, each with its own accounts, clock and policy. Realms share nothing, not
 * even here: what one of them has to believe of another comes in tickets that are sealed with the key of a trust.
 */
@NullMarked
package org.gatehouse.lab.kdc;

import org.jspecify.annotations.NullMarked;
