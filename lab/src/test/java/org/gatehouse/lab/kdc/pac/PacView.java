package org.gatehouse.lab.kdc.pac;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** A ticket's PAC as tests look at it; SIDs as text. */
public final class PacView {
    private final EncTicketPart ticket;
    private final SignedPac pac;
    private final PacLayout directory;
    private final ValidationInfo info;

    private PacView(EncTicketPart ticket, byte[] bytes) throws KdcException, MalformedMessageException {
        this.ticket = ticket;
        this.pac = SignedPac.parse(bytes);
        this.directory = PacLayout.parse(bytes);
        this.info =
                ValidationInfoFormat.decode(directory.part(PacPart.LOGON_INFO).orElseThrow());
    }

    public static PacView of(EncTicketPart ticket) {
        try {
            return new PacView(ticket, TicketPac.find(ticket).orElseThrow());
        } catch (KdcException | MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    public static boolean isIn(EncTicketPart ticket) {
        try {
            return TicketPac.find(ticket).isPresent();
        } catch (KdcException e) {
            throw new AssertionError(e);
        }
    }

    /** Names of the kinds of buffers, also of a PAC without logon information. */
    public static Set<String> partsOf(EncTicketPart ticket) {
        try {
            return parts(PacLayout.parse(TicketPac.find(ticket).orElseThrow()));
        } catch (KdcException | MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    /** Server and KDC signature; those over ticket and PAC too, where the ticket is a service's. */
    public boolean verifies(EncryptionKey serverKey, EncryptionKey kdcKey, boolean service) {
        try {
            pac.requireServerSignature(serverKey);
            pac.requireKdcSignature(List.of(kdcKey));
            if (service) {
                pac.requireTicketSignatures(List.of(kdcKey), TicketPac.withoutPac(KerbyCodec.encode(ticket)));
            }
            return true;
        } catch (KdcException | MalformedMessageException e) {
            return false;
        }
    }

    /** Names of the kinds of buffers. */
    public Set<String> parts() {
        return parts(directory);
    }

    private static Set<String> parts(PacLayout directory) {
        return Stream.of(PacPart.values())
                .filter(part -> directory.part(part).isPresent())
                .map(Enum::name)
                .collect(Collectors.toSet());
    }

    public ValidationInfo info() {
        return info;
    }

    public String user() {
        return info.userSid().toString();
    }

    public List<Long> groups() {
        return info.groups().stream().map(ValidationInfo.Group::rid).toList();
    }

    public Set<Integer> attributesOfGroups() {
        return info.groups().stream().map(ValidationInfo.Group::attributes).collect(Collectors.toSet());
    }

    public List<String> extraSids() {
        return info.extraSids().stream().map(extra -> extra.sid().toString()).toList();
    }

    public List<String> resourceGroups() {
        return info.resourceGroups().stream()
                .flatMap(resource -> resource.groups().stream()
                        .map(group -> resource.domain().withRid(group.rid()).toString()))
                .toList();
    }

    /** Type and bytes of a signature. */
    public byte[] buffer(PacPart part) {
        return directory.part(part).orElseThrow();
    }
}
