package org.gatehouse.lab.kdc.policy;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a KDC, or anyone who has forged a ticket, can get wrong about the PAC in a ticket for a service. Ticket-granting tickets
 * keep a right one.
 */
public enum PacFault {
    TAMPERED("pac-tampered", "a byte of the PAC was changed after it was signed", "the portal's log says GH-P002"),
    NO_SERVER_SIGNATURE("pac-no-server-signature", "the PAC has no server signature", "the portal's log says GH-P004"),
    NO_KDC_SIGNATURE("pac-no-kdc-signature", "the PAC has no KDC signature", "the portal's log says GH-P004"),
    CRC32("pac-crc32", "the signatures of the PAC are CRC-32, which needs no key", "the portal's log says GH-P003"),
    MD5("pac-md5", "the signatures of the PAC are MD5, which needs no key (MS14-068)", "the portal's log says GH-P003"),
    RC4(
            "pac-rc4",
            "the PAC is signed with HMAC-MD5, the type of RC4 keys, though the ticket's key is an AES key",
            "the portal's log says GH-P003"),
    OTHER_CLIENT("pac-other-client", "the PAC is that of another user", "the portal's log says GH-P005"),
    CONTRADICTORY(
            "pac-contradictory",
            "UPN_DNS_INFO names another account than KERB_VALIDATION_INFO",
            "the portal's log says GH-P006"),
    SILVER_TICKET(
            "pac-silver-ticket",
            "the PAC was forged with the service's key alone and claims Domain Admins",
            "the server signature is right, the others are wrong: only the domain controller can tell"),
    FOREIGN_SIDS(
            "pac-foreign-sids",
            "the PAC claims BUILTIN\\Administrators and the Domain Admins of another domain",
            "the user signs in without these groups"),
    DENY_ONLY("pac-deny-only", "all groups are for denials only", "the user signs in, and no group is a role"),
    THOUSAND_GROUPS("pac-thousand-groups", "the user is in 1,000 more groups", "the ticket has 8 KB more"),
    MINIMAL("pac-minimal", "the PAC has no KERB_VALIDATION_INFO, as those of MIT's KDC", "as pac-absent"),
    ABSENT("pac-absent", "the ticket has no PAC", "the user signs in without groups, unless pacAbsent=\"refuse\"");

    private final String id;
    private final String cause;
    private final String effect;

    PacFault(String id, String cause, String effect) {
        this.id = id;
        this.cause = cause;
        this.effect = effect;
    }

    /** {@code pac-tampered}, as on a command line. */
    public String id() {
        return id;
    }

    /** One plain clause. */
    public String cause() {
        return cause;
    }

    /** What comes of it, one plain clause. */
    public String effect() {
        return effect;
    }

    /** The fault of that name, without regard to case. */
    public static Optional<PacFault> of(String id) {
        return Arrays.stream(values())
                .filter(fault -> fault.id.equalsIgnoreCase(id))
                .findFirst();
    }
}
