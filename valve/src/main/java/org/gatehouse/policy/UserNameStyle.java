package org.gatehouse.policy;

/** What a user name is made of. */
public enum UserNameStyle {
    /** {@code alice@EXAMPLE.COM}: the ticket's name and realm. */
    PRINCIPAL("principal"),
    /** {@code alice@example.com}: the account's UPN. */
    UPN("upn"),
    /** {@code alice}: the account's SAM name, for users of named realms. */
    SAM("sam"),
    /** {@code EXAMPLE\alice}: NetBIOS domain and SAM name. */
    DOMAIN_SAM("domain-sam");

    private final String attributeValue;

    UserNameStyle(String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** As administrators write it. */
    public String attributeValue() {
        return attributeValue;
    }
}
