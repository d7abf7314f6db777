package org.gatehouse.pac;

import java.util.Optional;
import org.gatehouse.identity.ClaimSet;

/**
 * A PAC whose signature is verified, which belongs to the ticket's client and does not contradict itself. That a SID is in it
 * does not mean that its issuer may say so: foreign SIDs are filtered elsewhere. Immutable.
 */
public final class VerifiedPac {
    private final PacTrust level;
    private final PacContent content;

    VerifiedPac(PacTrust level, PacContent content) {
        this.level = level;
        this.content = content;
    }

    /** The same PAC, now that a domain controller has said that it is genuine. */
    public VerifiedPac confirmed(PacAuthority.Confirmed word) {
        return word.fold(() -> new VerifiedPac(PacTrust.DOMAIN_CONTROLLER, content), failure -> this, failure -> this);
    }

    public PacTrust level() {
        return level;
    }

    /** Account and groups; empty in a minimal PAC, as KDCs without Windows' accounts issue it. */
    public Optional<KerbValidationInfo> logonInfo() {
        return content.logonInfo();
    }

    public Optional<UpnDnsInfo> upnDnsInfo() {
        return content.upnDnsInfo();
    }

    /** Present if a service passed the user on (S4U2proxy). */
    public Optional<S4uDelegationInfo> delegationInfo() {
        return content.delegationInfo();
    }

    /** Present if the domain says which computer the user signed in at (compound identity). */
    public Optional<DeviceInfo> deviceInfo() {
        return content.deviceInfo();
    }

    public Optional<PacAttributes> attributes() {
        return content.attributes();
    }

    public Optional<PacRequestor> requestor() {
        return content.requestor();
    }

    /** Whether there are credentials ([MS-PAC] 2.6), which only the client can decrypt. */
    public boolean hasCredentials() {
        return content.hasCredentials();
    }

    /** How many buffers were skipped because their type is unknown. */
    public int unknownBuffers() {
        return content.unknownBuffers();
    }

    /** What the domain says of the user; empty if it says nothing. */
    public ClaimSet userClaims() {
        return content.userClaims();
    }

    /** What the domain says of the computer that the user signed in at (compound identity); empty if it says nothing. */
    public ClaimSet deviceClaims() {
        return content.deviceClaims();
    }
}
