package org.gatehouse.keytab;

import java.util.OptionalLong;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.kerberos.PrincipalName;

/**
 * A key of the keytab that can be used.
 *
 * @param kvno {@link #ANY_KVNO} if the key does not know it
 * @param tickets decrypts tickets for the service
 * @param pacSignatures verifies the service's signature in PACs
 */
public record ServiceKey(
        PrincipalName name,
        String realm,
        long kvno,
        EncryptionType type,
        SpecificKey tickets,
        ChecksumKey pacSignatures,
        KeySource source) {
    /** Of a key that does not know its version, and so stands for every one: one made of a password, or by ktpass /kvno 0. */
    public static final long ANY_KVNO = 0;

    private static final long MAX_NARROW_KVNO = 0xff;

    /** The same entry with what is derived from an equal key. */
    ServiceKey sharing(ServiceKey equal) {
        return equal.tickets == tickets
                ? this
                : new ServiceKey(name, realm, kvno, type, equal.tickets, equal.pacSignatures, source);
    }

    /**
     * Whether a ticket of this version may be encrypted with it: it is that version, or does not know its own, or knows no
     * more than the 8 bits of it that old files hold.
     */
    public boolean mayBe(OptionalLong version) {
        long ofTicket = version.orElse(ANY_KVNO);
        return kvno == ofTicket
                || kvno == ANY_KVNO
                || ofTicket == ANY_KVNO
                || (ofTicket > MAX_NARROW_KVNO && kvno == (ofTicket & MAX_NARROW_KVNO));
    }

    /** {@code 7}, or {@code any}. */
    public String version() {
        return version(kvno);
    }

    static String version(long kvno) {
        return kvno == ANY_KVNO ? "any" : Long.toString(kvno);
    }

    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String service() {
        return name.at(realm);
    }
}
