package org.gatehouse.pac.sids;

import java.util.Optional;
import org.gatehouse.dtyp.Sid;

/** The SIDs that domains give, {@code S-1-5-21-a-b-c-rid}, told from all others ([MS-DTYP] 2.4.2.4). */
final class DomainSids {
    /** RIDs below it are the same in every domain: administrators, guests, built-in groups. */
    static final long FIRST_OWN_RID = 1000;

    /** Sub-authorities that tell domains apart. */
    private static final int DOMAIN_NUMBERS = 3;

    private static final Sid NT_NON_UNIQUE = sid("S-1-5-21");
    /** What compounded authentication and valid claims are marked with belongs to no domain. */
    private static final Sid NO_DOMAIN = sid("S-1-5-21-0-0-0");

    private DomainSids() {}

    /** Whether it is {@code S-1-5-21-a-b-c}, and so may be a domain, or a machine. */
    static boolean isDomain(Sid sid) {
        return sid.isBelow(NT_NON_UNIQUE, DOMAIN_NUMBERS) && !sid.equals(NO_DOMAIN);
    }

    /** The domain that a user's or group's SID is of; empty for one that no domain gave. */
    static Optional<Sid> domainOf(Sid sid) {
        return sid.domain().filter(DomainSids::isDomain);
    }

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }
}
