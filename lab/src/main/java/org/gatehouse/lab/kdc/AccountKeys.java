package org.gatehouse.lab.kdc;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.crypto.EncryptionHandler;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.account.Account;

/** The long-term keys that an account's password gives it, one for each of its encryption types. Never printed. */
public final class AccountKeys {
    private final String salt;
    private final int keyVersionNumber;
    private final Map<Etype, EncryptionKey> keys;

    private AccountKeys(String salt, int keyVersionNumber, Map<Etype, EncryptionKey> keys) {
        this.salt = salt;
        this.keyVersionNumber = keyVersionNumber;
        this.keys = keys;
    }

    /** Costs two runs of PBKDF2 with 4096 rounds for an account with both AES types. */
    public static AccountKeys of(String realm, Account account) {
        String salt = saltOf(realm, account);
        Map<Etype, EncryptionKey> keys = new EnumMap<>(Etype.class);
        for (Etype type : Etype.supported(account.supportedEncryptionTypes())) {
            keys.put(type, derive(account, salt, type));
        }
        return new AccountKeys(salt, account.password().keyVersionNumber(), keys);
    }

    /**
     * The salt of [MS-KILE] 3.1.1.2: REALM and name; for a computer REALM, {@code host} and its name in the realm as a
     * DNS name, whatever its {@code dNSHostName} says.
     */
    static String saltOf(String realm, Account account) {
        String upper = realm.toUpperCase(Locale.ROOT);
        String name = account.samAccountName();
        if (account.kind() == Account.Kind.USER) {
            return upper + name;
        }
        String host = name.endsWith("$") ? name.substring(0, name.length() - 1) : name;
        return upper + "host" + host.toLowerCase(Locale.ROOT) + "." + realm.toLowerCase(Locale.ROOT);
    }

    private static EncryptionKey derive(Account account, String salt, Etype type) {
        try {
            EncryptionKey key = EncryptionHandler.string2Key(account.password().text(), salt, null, type.kerby());
            key.setKvno(account.password().keyVersionNumber());
            return key;
        } catch (KrbException e) {
            throw new IllegalStateException("The JDK lacks the cryptography of " + type, e);
        }
    }

    /** Strongest first. */
    public List<Etype> etypes() {
        return new ArrayList<>(keys.keySet());
    }

    public String salt() {
        return salt;
    }

    public int keyVersionNumber() {
        return keyVersionNumber;
    }

    Optional<EncryptionKey> key(Etype type) {
        return Optional.ofNullable(keys.get(type));
    }

    /** The key that tickets for the account are sealed with, whatever the client can do: it never opens them. */
    EncryptionKey strongest() {
        return keys.values().iterator().next();
    }

    Etype strongestType() {
        return keys.keySet().iterator().next();
    }

    @Override
    public String toString() {
        return "kvno " + keyVersionNumber + " " + keys.keySet();
    }
}
