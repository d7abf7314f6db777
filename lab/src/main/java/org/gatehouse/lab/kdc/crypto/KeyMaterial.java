package org.gatehouse.lab.kdc.crypto;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.message.KerberosName;

/** All that long-term keys depend on, and nothing else: two accounts that are equal in it have the same keys. Never printed. */
public record KeyMaterial(String password, String salt, int keyVersionNumber, List<Etype> types) {
    public KeyMaterial {
        types = List.copyOf(types);
    }

    public static KeyMaterial of(String realm, Account account) {
        return new KeyMaterial(
                account.password().text(),
                saltOf(realm, account),
                account.password().keyVersionNumber(),
                Etype.supported(account.supportedEncryptionTypes()));
    }

    /**
     * Of the tickets by which the users of one realm go to another: the inbound trust of the one, the outbound trust of
     * the other. [MS-KILE] 3.3.5.6.2 calls for the names of both realms and {@code krbtgt} between them; in this order
     * it is the default salt of {@code krbtgt/to@from}, on which implementations agree.
     */
    public static KeyMaterial ofTrust(String from, String to, Password password) {
        String salt = from.toUpperCase(Locale.ROOT) + KerberosName.KRBTGT + to.toUpperCase(Locale.ROOT);
        return new KeyMaterial(password.text(), salt, password.keyVersionNumber(), Etype.supported(0));
    }

    /** Of a service whose tickets nobody is to open. */
    public static KeyMaterial random() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new KeyMaterial(HexFormat.of().formatHex(secret), "random", 1, Etype.supported(0));
    }

    /**
     * The salt of [MS-KILE] 3.1.1.2: REALM and name; for a computer REALM, {@code host} and its name in the realm as a
     * DNS name, whatever its {@code dNSHostName} says.
     */
    private static String saltOf(String realm, Account account) {
        String upper = realm.toUpperCase(Locale.ROOT);
        String name = account.samAccountName();
        if (account.kind() == Account.Kind.USER) {
            return upper + name;
        }
        String host = name.endsWith("$") ? name.substring(0, name.length() - 1) : name;
        return upper + "host" + host.toLowerCase(Locale.ROOT) + "." + realm.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "kvno " + keyVersionNumber + " " + types;
    }
}
