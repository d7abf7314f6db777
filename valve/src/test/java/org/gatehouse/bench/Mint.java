package org.gatehouse.bench;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.BareCryptography;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.pac.PacTickets;
import org.gatehouse.wire.Bytes;

/**
 * Makes tokens as a Windows client does: SPNEGO with Microsoft's identifier first, mutual authentication, a subkey, a
 * sequence number, and the client's PAC in the ticket. Each has a session key of its own, so that no cipher gains from having
 * met the key before.
 */
final class Mint {
    private static final int MUTUAL_REQUIRED = 1 << 29;
    /** GSS_C_MUTUAL_FLAG, GSS_C_REPLAY_FLAG, GSS_C_SEQUENCE_FLAG, GSS_C_CONF_FLAG, GSS_C_INTEG_FLAG. */
    private static final int GSS_FLAGS = 0x3e;

    private static final int TOKENS_PER_CLIENT = 100;
    private static final int MICROSECONDS = 1_000_000;

    private final SecureRandom random = new SecureRandom();
    private final EncryptionType type;
    private final int pacLength;
    private Client client;
    private int minted;

    Mint(EncryptionType type, int pacLength) {
        this.type = type;
        this.pacLength = pacLength;
        this.client = newClient();
    }

    /** Whose tickets have one PAC, and with it one time. */
    private record Client(String name, Instant authTime, Bytes pac, BareCryptography.OpenPac openPac) {}

    private Client newClient() {
        String name = "user" + minted / TOKENS_PER_CLIENT;
        Instant authTime = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(1, ChronoUnit.HOURS);
        SizedPac pac = SizedPac.of(type, name, authTime, pacLength);
        return new Client(name, authTime, pac.bytes(), pac.open());
    }

    FreshToken next() {
        byte[] sessionKey = new byte[type.keyLength()];
        random.nextBytes(sessionKey);
        byte[] subkey = new byte[type.keyLength()];
        random.nextBytes(subkey);
        if (minted % TOKENS_PER_CLIENT == 0) {
            client = newClient();
        }
        List<String> name = List.of(client.name());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Forge forge = Forge.with(f -> {
            f.ofType(type);
            f.sessionKey = sessionKey;
            f.authenticatorKey = sessionKey;
            f.cname = name;
            f.authenticatorName = name;
            f.apOptions = MUTUAL_REQUIRED;
            f.checksum = Forge.gssChecksum(GSS_FLAGS);
            f.authTime = client.authTime();
            f.startTime = f.authTime;
            f.endTime = now.plus(9, ChronoUnit.HOURS);
            f.ctime = now;
            f.cusec = minted % MICROSECONDS;
            f.subkey = Forge.key(6, type.number(), subkey);
            f.ticketAuthorizationData = PacTickets.inside(PacTickets.pac(client.pac()));
        });
        minted++;
        return new FreshToken(forge.spnego(), sessionKey, client.openPac());
    }

    FreshToken[] next(int count) {
        FreshToken[] tokens = new FreshToken[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = next();
        }
        return tokens;
    }
}
