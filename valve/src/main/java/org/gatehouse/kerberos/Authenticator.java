package org.gatehouse.kerberos;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Authenticator (RFC 4120 §5.5.1): made by the client a moment ago, under the ticket's session key.
 *
 * @param gssChecksum content of the checksum, if it is of GSS-API's type
 * @param cusec microseconds that belong to {@code ctime}
 * @param subkey that the client wants for messages from now on, instead of the ticket's session key
 */
public record Authenticator(
        String crealm,
        PrincipalName cname,
        Optional<GssChecksum> gssChecksum,
        Instant ctime,
        int cusec,
        Optional<SessionKey> subkey,
        OptionalLong seqNumber,
        AuthorizationData authorizationData)
        implements AutoCloseable {
    private static final int TAG = Tag.application(2);
    private static final int MAX_MICROSECONDS = 999_999;
    private static final long NANOS_PER_MICROSECOND = 1000;

    /**
     * Parses a decrypted part.
     *
     * @param plaintext is wiped by its owner afterwards: nothing of the result is a view of it
     */
    public static Authenticator parse(Bytes plaintext) throws WireException {
        DerReader der = new DerReader(plaintext.cursor("AP-REQ"));
        der.enter("Authenticator", TAG);
        der.enter("SEQUENCE", Tag.SEQUENCE);
        KerberosVersion.check(der, 0, "authenticator-vno");
        String crealm = der.string(1, "crealm", PrincipalName.MAX_REALM_LENGTH);
        PrincipalName cname = PrincipalName.parse(der, 2, "cname");
        try (CopiedSecrets copied = new CopiedSecrets()) {
            Optional<GssChecksum> gssChecksum = der.has(3) ? GssChecksum.parse(der, 3) : Optional.empty();
            gssChecksum.flatMap(GssChecksum::krbCred).ifPresent(copied::add);
            int cusec = (int) der.integer(4, "cusec", 0, MAX_MICROSECONDS);
            Instant ctime = der.time(5, "ctime");
            Optional<SessionKey> subkey =
                    der.has(6) ? Optional.of(SessionKey.parse(der, 6, "subkey")) : Optional.empty();
            subkey.map(SessionKey::keyValue).ifPresent(copied::add);
            OptionalLong seqNumber =
                    der.has(7) ? OptionalLong.of(Unsigned32.read(der, 7, "seq-number")) : OptionalLong.empty();
            AuthorizationData authorizationData =
                    der.has(8) ? AuthorizationData.parse(der, 8, plaintext) : AuthorizationData.NONE;
            der.leave();
            der.leave();
            der.expectEnd();
            copied.handOver();
            return new Authenticator(crealm, cname, gssChecksum, ctime, cusec, subkey, seqNumber, authorizationData);
        }
    }

    /** The client's clock when it made this. */
    public Instant time() {
        return ctime.plusNanos(cusec * NANOS_PER_MICROSECOND);
    }

    /** {@code alice@EXAMPLE.COM}. */
    public String client() {
        return cname.at(crealm);
    }

    /** Wipes the subkey and what the checksum carries. */
    @Override
    public void close() {
        gssChecksum.ifPresent(GssChecksum::close);
        subkey.ifPresent(key -> key.keyValue().close());
    }
}
