package org.gatehouse.lab.kdc.pac;

/** Attributes of a group in a PAC, [MS-PAC] 2.2.1 and [MS-DTYP] 2.4.4.2 (SE_GROUP_...). */
public final class SidAttributes {
    /** MANDATORY, ENABLED_BY_DEFAULT and ENABLED: a group that counts. */
    public static final int ENABLED = 0x7;

    /** As {@link #ENABLED}, and RESOURCE: a domain-local group. */
    public static final int ENABLED_RESOURCE = 0x2000_0007;

    /** USE_FOR_DENY_ONLY. */
    public static final int DENY_ONLY = 0x10;

    private SidAttributes() {}
}
