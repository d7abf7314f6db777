package org.gatehouse.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.pac.sids.SidTrust;
import org.gatehouse.policy.UserNameCase;
import org.gatehouse.policy.UserNameFormat;
import org.gatehouse.text.Printable;

/**
 * What is believed of a user, what applications call them, and which roles they have.
 *
 * @param roles path of the roles file, as it was written; empty if there is none
 * @param rolesFromRealm whether Tomcat's own realm adds roles
 * @param sessionBoundToTicket whether a session needs another sign-in once its ticket has ended
 */
public record UserSettings(
        PacAbsent pacAbsent,
        SidBoundaries sidFilter,
        UserNameFormat userName,
        Optional<String> roles,
        boolean rolesFromRealm,
        boolean sessionBoundToTicket) {
    /** What banner and commands say: {@code user names principal · PAC optional · …}. */
    public String description() {
        return "user names " + userName + (userName.userNameCase() == UserNameCase.LOWER ? " in lower case" : "")
                + " · PAC " + (pacAbsent == PacAbsent.REFUSE ? "required" : "optional")
                + " · SIDs of other realms "
                + (sidFilter.equals(SidBoundaries.STANDARD) ? SidTrust.QUARANTINED.attributeValue() : "by " + sidFilter)
                + " · roles SIDs"
                + roles.map(path -> " and " + Printable.of(path)).orElse("")
                + (rolesFromRealm ? " and Tomcat's realm" : "")
                + (sessionBoundToTicket ? "" : " · sessions outlive their tickets");
    }

    /**
     * What the administrator should know that they have allowed, one sentence each.
     *
     * @param keyRealms of all keys, in lower case
     */
    public List<String> risks(Set<String> keyRealms) {
        List<String> risks = new ArrayList<>(userName.risks());
        if (sidFilter.onlyReported()) {
            risks.add("sidFilter only reports, so every realm can claim every group");
        }
        List<String> refused = userName.refused(keyRealms);
        if (!refused.isEmpty()) {
            risks.add("all users of " + String.join(" and ", refused)
                    + " are refused (GH-P008): there are keys of several realms,"
                    + " and domain-sam does not say their NetBIOS names, as in domain-sam EXAMPLE.COM=EXAMPLE");
        }
        if (keyRealms.size() > 1 && !sidFilter.separate(keyRealms)) {
            risks.add(
                    "there are keys of several realms, and the KDC of each can claim accounts and groups of the others,"
                            + " until sidFilter names the SIDs of the domains of each");
        }
        return risks;
    }
}
