package org.gatehouse.lab.directory.value;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an object of the domain is: the most special of its structural object classes. */
public enum ObjectKind {
    DOMAIN("dc", "top domain domainDNS"),
    ORGANIZATIONAL_UNIT("ou", "top organizationalUnit"),
    CONTAINER("cn", "top container"),
    TRUSTED_DOMAIN("cn", "top leaf trustedDomain"),
    FOREIGN_SECURITY_PRINCIPAL("cn", "top foreignSecurityPrincipal"),
    GROUP("cn", "top group"),
    USER("cn", "top person organizationalPerson user"),
    COMPUTER("cn", "top person organizationalPerson user computer");

    private final String nameAttribute;
    private final String objectClasses;

    ObjectKind(String nameAttribute, String objectClasses) {
        this.nameAttribute = nameAttribute;
        this.objectClasses = objectClasses;
    }

    /** The kind with this object class as its most special one, without regard to case. */
    public static Optional<ObjectKind> of(String objectClass) {
        for (ObjectKind kind : values()) {
            if (kind.objectClass().equalsIgnoreCase(objectClass)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The attribute that names such an object in its DN. */
    public String nameAttribute() {
        return nameAttribute;
    }

    /** From the most general to the most special one. */
    public List<String> objectClasses() {
        return List.of(objectClasses.split(" ", -1));
    }

    public String objectClass() {
        return objectClasses.substring(objectClasses.lastIndexOf(' ') + 1);
    }

    public boolean hasObjectClass(String name) {
        return objectClasses().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Has a {@code sAMAccountName} and an {@code objectSid}. */
    public boolean isPrincipal() {
        return isAccount() || this == GROUP;
    }

    /** Can be in a group. */
    public boolean isMember() {
        return isPrincipal() || this == FOREIGN_SECURITY_PRINCIPAL;
    }

    /** Has a password and with it keys. */
    boolean isAccount() {
        return this == USER || this == COMPUTER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
