package org.gatehouse.lab.kdc.crypto;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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

    /** The keys that an account of the realm has. */
    public static AccountKeys of(String realm, Account account) {
        return of(KeyMaterial.of(realm, account));
    }

    /** Costs two runs of PBKDF2 with 4096 rounds for an account with both AES types. */
    public static AccountKeys of(KeyMaterial material) {
        Map<Etype, EncryptionKey> keys = new EnumMap<>(Etype.class);
        for (Etype type : material.types()) {
            keys.put(type, derive(material, type));
        }
        return new AccountKeys(material.salt(), material.keyVersionNumber(), keys);
    }

    private static EncryptionKey derive(KeyMaterial material, Etype type) {
        try {
            EncryptionKey key = EncryptionHandler.string2Key(material.password(), material.salt(), null, type.kerby());
            key.setKvno(material.keyVersionNumber());
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

    public Optional<EncryptionKey> key(Etype type) {
        return Optional.ofNullable(keys.get(type));
    }

    /** Strongest first. */
    public List<EncryptionKey> all() {
        return List.copyOf(keys.values());
    }

    /** The key that tickets for the account are sealed with, whatever the client can do: it never opens them. */
    public EncryptionKey strongest() {
        return keys.values().iterator().next();
    }

    public Etype strongestType() {
        return keys.keySet().iterator().next();
    }

    @Override
    public String toString() {
        return "kvno " + keyVersionNumber + " " + keys.keySet();
    }
}
