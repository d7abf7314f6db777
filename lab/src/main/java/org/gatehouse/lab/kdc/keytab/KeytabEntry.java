package org.gatehouse.lab.kdc.keytab;

import java.util.List;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.message.KerberosName;

/** One key of one name in a keytab. The key itself is never shown. */
public final class KeytabEntry {
    private final String realm;
    private final List<String> components;
    private final int nameType;
    private final int keyVersionNumber;
    private final int keyType;
    private final byte[] key;

    private KeytabEntry(String realm, List<String> components, int nameType, Key key) {
        this.realm = realm;
        this.components = List.copyOf(components);
        this.nameType = nameType;
        this.keyVersionNumber = key.version;
        this.keyType = key.type;
        this.key = key.bytes.clone();
    }

    /** What a name has: never kept beyond the making of an entry. */
    static final class Key {
        private final int version;
        private final int type;
        private final byte[] bytes;

        Key(int version, int type, byte[] bytes) {
            this.version = version;
            this.type = type;
            this.bytes = bytes;
        }
    }

    static KeytabEntry of(String realm, KerberosName name, Key key) {
        return new KeytabEntry(realm, name.components(), name.type(), key);
    }

    public String realm() {
        return realm;
    }

    /** {@code HTTP/portal.lab.localhost@LAB.LOCALHOST}. */
    public String principal() {
        return String.join("/", components) + "@" + realm;
    }

    /** 32 bits without sign. */
    public int keyVersionNumber() {
        return keyVersionNumber;
    }

    /** The number of the encryption type, which need not be one of this KDC's. */
    public int keyType() {
        return keyType;
    }

    /** The encryption type for people: {@code aes256-sha1}, {@code etype 3}. */
    public String keyTypeName() {
        return Etype.describe(keyType);
    }

    List<String> components() {
        return components;
    }

    int nameType() {
        return nameType;
    }

    byte[] key() {
        return key.clone();
    }

    /** Whether it is a key for the same purpose: a keytab has one of them. */
    boolean replaces(KeytabEntry other) {
        return realm.equals(other.realm)
                && components.equals(other.components)
                && keyVersionNumber == other.keyVersionNumber
                && keyType == other.keyType;
    }

    @Override
    public String toString() {
        return principal() + " kvno " + Integer.toUnsignedString(keyVersionNumber) + " " + keyTypeName();
    }
}
