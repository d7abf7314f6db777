package org.gatehouse.lab.kdc.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kerby.kerberos.kerb.type.base.CheckSumType;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.pac.FlatBuffers.UpnNames;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ResourceGroups;
import org.gatehouse.lab.kdc.policy.PacFault;

/** Makes a PAC with a fault: another content, other signatures, or a change after the signing. Everything else is right. */
final class PacSpoiling {
    private static final String ADMINISTRATOR = "administrator";
    private static final long RID_ADMINISTRATOR = 500;
    private static final long RID_DOMAIN_ADMINS = 512;
    private static final long RID_ENTERPRISE_ADMINS = 519;

    private static final DomainSid BUILTIN_ADMINISTRATORS = DomainSid.of("S-1-5-32-544");
    private static final DomainSid OTHER_DOMAIN = DomainSid.of("S-1-5-21-4040404040-1414141414-2424242424");

    private static final long FIRST_OF_MANY = 100_000;
    private static final int MANY = 1000;

    private final PacFault fault;
    private final PacContent content;
    private final PacSigning signing;

    PacSpoiling(PacFault fault, PacContent content, PacSigning signing) {
        this.fault = fault;
        this.content = content;
        this.signing = signing;
    }

    SortedMap<PacPart, byte[]> sign(Optional<byte[]> ticketWithoutPac) {
        SortedMap<PacPart, byte[]> parts = otherSigning().sign(otherBuffers(), ticketWithoutPac);
        switch (fault) {
            case NO_SERVER_SIGNATURE -> parts.remove(PacPart.SERVER_SIGNATURE);
            case NO_KDC_SIGNATURE -> {
                parts.remove(PacPart.KDC_SIGNATURE);
                signing.signAsServer(parts);
            }
            case TAMPERED ->
                parts.computeIfPresent(PacPart.LOGON_INFO, (part, buffer) -> {
                    buffer[buffer.length / 2] ^= 1;
                    return buffer;
                });
            default -> {}
        }
        return parts;
    }

    private PacSigning otherSigning() {
        return switch (fault) {
            case CRC32 -> withUnkeyed(CheckSumType.CRC32);
            case MD5 -> withUnkeyed(CheckSumType.RSA_MD5);
            case RC4 ->
                new PacSigning(
                        signing.serverKey(),
                        signing.kdcKey(),
                        (data, key) -> PacSignature.of(
                                Sealing.checksum(CheckSumType.HMAC_MD5_ARCFOUR, data, key, PacSignature.USAGE)));
            case SILVER_TICKET -> new PacSigning(signing.serverKey(), signing.serverKey(), signing.method());
            default -> signing;
        };
    }

    private PacSigning withUnkeyed(CheckSumType type) {
        return new PacSigning(
                signing.serverKey(), signing.kdcKey(), (data, key) -> PacSignature.of(Sealing.checksum(type, data)));
    }

    private SortedMap<PacPart, byte[]> otherBuffers() {
        return switch (fault) {
            case OTHER_CLIENT -> otherClient();
            case CONTRADICTORY ->
                content.with(PacPart.UPN_DNS_INFO, administratorsNames()).buffers();
            case SILVER_TICKET ->
                withMoreGroups(LongStream.of(RID_DOMAIN_ADMINS, RID_ENTERPRISE_ADMINS))
                        .buffers();
            case FOREIGN_SIDS -> withForeignSids().buffers();
            case DENY_ONLY -> content.with(denyOnly(content.info())).buffers();
            case THOUSAND_GROUPS ->
                withMoreGroups(LongStream.range(FIRST_OF_MANY, FIRST_OF_MANY + MANY))
                        .buffers();
            case MINIMAL -> minimal();
            default -> content.buffers();
        };
    }

    /** The administrator's, as if the ticket were theirs; in order in itself. */
    private SortedMap<PacPart, byte[]> otherClient() {
        ValidationInfo info = content.info().ofUser(ADMINISTRATOR, RID_ADMINISTRATOR);
        return content.with(info)
                .with(PacPart.UPN_DNS_INFO, administratorsNames())
                .with(PacPart.CLIENT_INFO, FlatBuffers.withOtherName(clientInfo(), ADMINISTRATOR))
                .buffers();
    }

    private byte[] administratorsNames() {
        String domain = content.info().logonDomain().name();
        return FlatBuffers.upnDnsInfo(
                new UpnNames(
                        ADMINISTRATOR + "@" + domain,
                        domain,
                        ADMINISTRATOR,
                        content.domain().withRid(RID_ADMINISTRATOR)),
                false);
    }

    private PacContent withMoreGroups(LongStream rids) {
        return content.with(content.info().withGroups(groups -> {
            List<Group> more = new ArrayList<>(groups);
            rids.forEach(rid -> more.add(new Group(rid, SidAttributes.ENABLED)));
            return more;
        }));
    }

    private PacContent withForeignSids() {
        List<ExtraSid> more = new ArrayList<>(content.info().extraSids());
        more.add(new ExtraSid(BUILTIN_ADMINISTRATORS, SidAttributes.ENABLED));
        more.add(new ExtraSid(OTHER_DOMAIN.withRid(RID_DOMAIN_ADMINS), SidAttributes.ENABLED));
        more.add(new ExtraSid(OTHER_DOMAIN.withRid(RID_ENTERPRISE_ADMINS), SidAttributes.ENABLED));
        return content.with(content.info().withExtraSids(more));
    }

    /** The asserted identity and the like are no groups, and stay as they are. */
    private static ValidationInfo denyOnly(ValidationInfo info) {
        return info.withGroups(PacSpoiling::denyOnly)
                .withResourceGroups(info.resourceGroups()
                        .map(resource -> new ResourceGroups(resource.domain(), denyOnly(resource.groups()))));
    }

    private static List<Group> denyOnly(List<Group> groups) {
        return groups.stream()
                .map(group -> new Group(group.rid(), SidAttributes.DENY_ONLY))
                .toList();
    }

    private SortedMap<PacPart, byte[]> minimal() {
        SortedMap<PacPart, byte[]> parts = new TreeMap<>();
        parts.put(PacPart.CLIENT_INFO, clientInfo());
        return parts;
    }

    private byte[] clientInfo() {
        return Objects.requireNonNull(content.others().get(PacPart.CLIENT_INFO));
    }
}
