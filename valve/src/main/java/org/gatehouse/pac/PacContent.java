package org.gatehouse.pac;

import java.util.List;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.pac.claims.PacClaims;
import org.gatehouse.text.AsciiCase;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * All that is read of a PAC's buffers. All of it is read before anyone is signed in, claims included: a PAC that is malformed
 * anywhere is refused, and no application meets the error later.
 *
 * @param userClaims empty if there are none; so are those of the device
 * @param hasCredentials whether there is a PAC_CREDENTIAL_INFO ([MS-PAC] 2.6), which only the client can decrypt
 * @param unknownBuffers how many buffers are of unknown types
 */
record PacContent(
        Optional<KerbValidationInfo> logonInfo,
        Optional<UpnDnsInfo> upnDnsInfo,
        Optional<S4uDelegationInfo> delegationInfo,
        Optional<DeviceInfo> deviceInfo,
        Optional<PacAttributes> attributes,
        Optional<PacRequestor> requestor,
        ClaimSet userClaims,
        ClaimSet deviceClaims,
        boolean hasCredentials,
        int unknownBuffers) {
    /** SERVICE_ASSERTED_IDENTITY ([MS-DTYP] 2.4.2.4): a service asked for the ticket, and nobody proved to be the user. */
    private static final Sid SERVICE_ASSERTED_IDENTITY = Sid.parse("S-1-18-2").orElseThrow();

    static PacContent read(ServerSignedPac pac) throws WireException {
        return new PacContent(
                read(pac, PacBufferType.LOGON_INFO, KerbValidationInfo::parse),
                read(pac, PacBufferType.UPN_DNS_INFO, UpnDnsInfo::parse),
                read(pac, PacBufferType.DELEGATION_INFO, S4uDelegationInfo::parse),
                read(pac, PacBufferType.DEVICE_INFO, DeviceInfo::parse),
                read(pac, PacBufferType.ATTRIBUTES, PacAttributes::parse),
                read(pac, PacBufferType.REQUESTOR, PacRequestor::parse),
                read(pac, PacBufferType.CLIENT_CLAIMS, PacClaims::ofClient).orElse(ClaimSet.EMPTY),
                read(pac, PacBufferType.DEVICE_CLAIMS, PacClaims::ofDevice).orElse(ClaimSet.EMPTY),
                pac.buffer(PacBufferType.CREDENTIALS).isPresent(),
                pac.unknownBuffers());
    }

    private static <T> Optional<T> read(ServerSignedPac pac, PacBufferType type, Parser<T> parser)
            throws WireException {
        Optional<Bytes> buffer = pac.buffer(type);
        return buffer.isPresent() ? Optional.of(parser.parse(buffer.get())) : Optional.empty();
    }

    /** Whether all buffers speak of one account. Without a LOGON_INFO there is nothing that they could contradict. */
    void checkAgreement() throws RefusedException {
        if (logonInfo.isEmpty()) {
            return;
        }
        KerbValidationInfo logon = logonInfo.get();
        Optional<UpnDnsInfo.Extension> extension = upnDnsInfo.flatMap(UpnDnsInfo::extension);
        if (extension.isPresent()) {
            checkAgreement(logon, extension.get());
        }
        if (requestor.isPresent()
                && !isOnBehalf(logon.extraSids())
                && !requestor.get().userSid().equals(logon.userSid())) {
            throw PacRefusals.requestorDiffers(requestor.get().userSid(), logon.userSid());
        }
    }

    /** SAM names are compared as the directory does, without regard to case. */
    private static void checkAgreement(KerbValidationInfo logon, UpnDnsInfo.Extension extension)
            throws RefusedException {
        if (!extension.sid().equals(logon.userSid())) {
            throw PacRefusals.sidDiffers(extension.sid(), logon.userSid());
        }
        String samName = logon.texts().effectiveName();
        if (!AsciiCase.isSame(extension.samName(), samName)) {
            throw PacRefusals.samNameDiffers(extension.samName(), samName);
        }
    }

    /** Whether another service asked for the ticket (S4U): then the requestor is that service. */
    private boolean isOnBehalf(List<SidAndAttributes> extraSids) {
        return delegationInfo.isPresent()
                || extraSids.stream().anyMatch(extra -> extra.sid().equals(SERVICE_ASSERTED_IDENTITY));
    }

    /** Reads one buffer. */
    @FunctionalInterface
    private interface Parser<T> {
        T parse(Bytes buffer) throws WireException;
    }
}
