package org.gatehouse.pac.sids;

/** GROUP_MEMBERSHIP's attributes ([MS-PAC] 2.2.1). */
final class GroupAttributes {
    static final int ENABLED = 0x4;
    static final int USE_FOR_DENY_ONLY = 0x10;
    static final int RESOURCE = 0x2000_0000;

    private GroupAttributes() {}

    static boolean isDenyOnly(int attributes) {
        return (attributes & USE_FOR_DENY_ONLY) != 0;
    }

    static boolean isEnabled(int attributes) {
        return (attributes & ENABLED) != 0;
    }

    static boolean isResource(int attributes) {
        return (attributes & RESOURCE) != 0;
    }
}
