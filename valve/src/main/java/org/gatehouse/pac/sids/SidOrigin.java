package org.gatehouse.pac.sids;

/** Where a group stands in KERB_VALIDATION_INFO ([MS-PAC] 2.5). */
enum SidOrigin {
    /** GroupIds, of the user's own domain. */
    DOMAIN_GROUP,
    EXTRA_SID,
    /** ResourceGroupIds: what the KDC of the service's own domain adds. */
    RESOURCE_GROUP
}
