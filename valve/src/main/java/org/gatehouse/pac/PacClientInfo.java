package org.gatehouse.pac;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gatehouse.dtyp.FileTime;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * PAC_CLIENT_INFO ([MS-PAC] 2.7): whose ticket the PAC belongs to. It ties the PAC to the ticket, both of which can otherwise be
 * taken apart by anyone who has the service's key.
 *
 * @param clientId when the client got its initial ticket: the ticket's authtime
 * @param name the ticket's cname, its components separated by slashes, without the realm
 */
public record PacClientInfo(FileTime clientId, String name) {
    static PacClientInfo parse(Bytes buffer) throws WireException {
        ByteCursor cursor = buffer.cursor(PacBufferType.CLIENT_INFO.structure());
        FileTime clientId = new FileTime(cursor.uint64Little("ClientId"));
        int length = cursor.uint16Little("NameLength");
        cursor.enter("Name", length);
        String name = PacText.read(cursor, "Name");
        cursor.leave();
        cursor.expectEnd();
        return new PacClientInfo(clientId, name);
    }

    /**
     * Whether it is the client of the ticket. Names are compared exactly, and times by the second, because a ticket has no
     * parts of seconds. The name is the cname ([MS-KILE] 3.3.5.6.4.2); where S4U2self crosses realms, its realm follows
     * ([MS-SFU] 3.2.5.1), and that must be the ticket's. The name of an enterprise principal is one component with an at sign
     * of its own, which needs no rule of its own.
     */
    boolean isOf(PacClient client) {
        return isTimeOf(client) && (name.equals(client.name()) || name.equals(client.nameAtRealm()));
    }

    boolean isTimeOf(PacClient client) {
        return clientId.instant()
                .map(PacClientInfo::second)
                .filter(second -> second.equals(second(client.authTime())))
                .isPresent();
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
