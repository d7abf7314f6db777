package org.gatehouse.identity;

import java.util.Optional;
import org.gatehouse.dtyp.Sid;

/**
 * A user's account as the domain describes it ([MS-PAC] 2.5, 2.10).
 *
 * @param sid the account for as long as it exists, whatever its names are
 * @param samAccountName {@code alice}, as the domain spells it
 * @param userPrincipalName {@code alice@example.com}; made of name and domain, if the account has none of its own
 * @param netbiosDomain {@code EXAMPLE}
 * @param dnsDomain {@code EXAMPLE.COM}
 * @param fullName {@code Alice Liddell}; may be empty
 * @param logonServer NetBIOS name of the domain controller that the user signed in to; may be empty
 * @param logonCount how often the user signed in to the domain, as far as that controller knows
 */
public record WindowsAccount(
        Sid sid,
        String samAccountName,
        Optional<String> userPrincipalName,
        String netbiosDomain,
        Optional<String> dnsDomain,
        String fullName,
        String logonServer,
        int logonCount,
        LogonTimes times) {}
