package org.gatehouse.settings;

/** What becomes of a ticket whose PAC does not describe the user, or that has none. */
public enum PacAbsent {
    ACCEPT_WITHOUT_GROUPS("accept-without-groups"),
    REFUSE("refuse");

    private final String attributeValue;

    PacAbsent(String attributeValue) {
        this.attributeValue = attributeValue;
    }

    /** As administrators write it. */
    public String attributeValue() {
        return attributeValue;
    }
}
