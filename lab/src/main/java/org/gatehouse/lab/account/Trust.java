package org.gatehouse.lab.account;

import java.util.Optional;

/**
 * A trust between a realm and a partner, seen from the realm ([MS-ADTS] 6.1.6.7). The key of a direction is the same on
 * both sides.
 *
 * @param partner the other realm, in upper case: {@code PARTNER.LOCALHOST}
 * @param sid of the partner's domain, {@code securityIdentifier}
 * @param inbound the partner trusts us: our users may go there, with the key of {@code krbtgt/PARTNER@US}
 * @param outbound we trust the partner: its users may come here, with the key of {@code krbtgt/US@PARTNER}
 */
public record Trust(String partner, DomainSid sid, Optional<Password> inbound, Optional<Password> outbound) {}
