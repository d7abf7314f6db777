package org.gatehouse.bench;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;

/**
 * Makes tokens as a Windows client does: SPNEGO with Microsoft's identifier first, mutual authentication, a subkey, a
 * sequence number, and authorization data of the size of a PAC in the ticket. Each has a session key of its own, so that
 * no cipher gains from having met the key before.
 */
final class Mint {
    private static final int AD_IF_RELEVANT = 1;
    private static final int AD_WIN2K_PAC = 128;
    private static final int MUTUAL_REQUIRED = 1 << 29;
    /** GSS_C_MUTUAL_FLAG, GSS_C_REPLAY_FLAG, GSS_C_SEQUENCE_FLAG, GSS_C_CONF_FLAG, GSS_C_INTEG_FLAG. */
    private static final int GSS_FLAGS = 0x3e;

    private static final int TOKENS_PER_CLIENT = 100;
    private static final int MICROSECONDS = 1_000_000;

    private final SecureRandom random = new SecureRandom();
    private final EncryptionType type;
    private final byte[] pac;
    private int minted;

    Mint(EncryptionType type, int pacLength) {
        this.type = type;
        this.pac = new byte[pacLength];
        random.nextBytes(pac);
    }

    FreshToken next() {
        byte[] sessionKey = new byte[type.keyLength()];
        random.nextBytes(sessionKey);
        byte[] subkey = new byte[type.keyLength()];
        random.nextBytes(subkey);
        List<String> client = List.of("user" + minted / TOKENS_PER_CLIENT);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Forge forge = Forge.with(f -> {
            f.ofType(type);
            f.sessionKey = sessionKey;
            f.authenticatorKey = sessionKey;
            f.cname = client;
            f.authenticatorName = client;
            f.apOptions = MUTUAL_REQUIRED;
            f.checksum = Forge.gssChecksum(GSS_FLAGS);
            f.authTime = now.minus(1, ChronoUnit.HOURS);
            f.startTime = f.authTime;
            f.endTime = now.plus(9, ChronoUnit.HOURS);
            f.ctime = now;
            f.cusec = minted % MICROSECONDS;
            f.subkey = Forge.key(6, type.number(), subkey);
            f.ticketAuthorizationData = this::authorizationData;
        });
        minted++;
        return new FreshToken(forge.spnego(), sessionKey);
    }

    FreshToken[] next(int count) {
        FreshToken[] tokens = new FreshToken[count];
        for (int i = 0; i < count; i++) {
            tokens[i] = next();
        }
        return tokens;
    }

    /** The PAC where Windows puts it: inside what may be ignored ([MS-PAC] 2.2). */
    private void authorizationData(DerWriter der) {
        DerWriter inner = new DerWriter();
        int list = inner.begin(Tag.SEQUENCE);
        element(inner, AD_WIN2K_PAC, Bytes.of(pac));
        inner.end(list);
        int data = der.beginExplicit(10, Tag.SEQUENCE);
        element(der, AD_IF_RELEVANT, inner.toBytes());
        der.endExplicit(data);
    }

    private static void element(DerWriter der, int adType, Bytes adData) {
        int element = der.begin(Tag.SEQUENCE);
        der.integer(0, adType);
        der.octets(1, adData);
        der.end(element);
    }
}
