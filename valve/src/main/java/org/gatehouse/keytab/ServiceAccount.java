package org.gatehouse.keytab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.StringToKey;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.wire.Bytes;

/**
 * An account whose keys come from a password.
 *
 * @param name as the KDC has it, in its case: Active Directory's {@code sAMAccountName}; or what stands before the realm
 *     in its {@code userPrincipalName}, if it has one
 * @param salt what the KDC mixes into the keys; nothing secret
 */
public record ServiceAccount(String name, String realm, String salt) {
    /** What Active Directory forbids in names of accounts; but for the slash, which is in those that ktpass has changed. */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\"\\\\\\[\\]:;|=,+*?<>@]");

    private static final int MAX_LENGTH = 256;

    private static final String COMPUTER = "$";
    /** KRB_NT_PRINCIPAL (RFC 4120 §6.2). */
    private static final int NT_PRINCIPAL = 1;

    /** An account with the salt that Active Directory gives it ([MS-KILE] 3.1.1.2). */
    public ServiceAccount(String name, String realm) {
        this(name, realm, salt(name, realm));
    }

    /**
     * Reads {@code svc-portal@EXAMPLE.COM} or, of a computer, {@code PORTAL$@EXAMPLE.COM}.
     *
     * @return empty if it is neither
     */
    public static Optional<ServiceAccount> parse(String text) {
        int at = text.lastIndexOf('@');
        String name = text.substring(0, Math.max(at, 0));
        String realm = text.substring(at + 1);
        return isName(name) && ServiceName.isRealm(realm)
                ? Optional.of(new ServiceAccount(name, realm))
                : Optional.empty();
    }

    private static boolean isName(String name) {
        return name.length() <= MAX_LENGTH
                && name.equals(name.strip())
                && !FORBIDDEN.matcher(name).find()
                && !("/" + name + "/").contains("//");
    }

    /** The realm in capitals, and of a user's account its name, of a computer's {@code host} and its name in the DNS. */
    private static String salt(String name, String realm) {
        String upper = realm.toUpperCase(Locale.ROOT);
        return name.endsWith(COMPUTER)
                ? upper + "host" + name.substring(0, name.length() - 1).toLowerCase(Locale.ROOT) + "."
                        + realm.toLowerCase(Locale.ROOT)
                : upper + name.replace("/", "");
    }

    public ServiceAccount withSalt(String other) {
        return new ServiceAccount(name, realm, other);
    }

    public PrincipalName principalName() {
        return new PrincipalName(NT_PRINCIPAL, List.of(name.split("/")));
    }

    /** The key that a password gives it. */
    public EncryptionKey key(EncryptionType type, SecretChars password) {
        return StringToKey.derive(type, password, Bytes.of(salt.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code svc-portal@EXAMPLE.COM}. */
    @Override
    public String toString() {
        return name + "@" + realm;
    }
}
