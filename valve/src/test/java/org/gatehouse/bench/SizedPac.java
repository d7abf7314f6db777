package org.gatehouse.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.crypto.BareCryptography;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.pac.LogonInfoForge;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.pac.PacForge;
import org.gatehouse.wire.Bytes;

/**
 * The PAC of a user who is in as many groups as give it about some length. Of twelve groups eight are of the user's own
 * domain, two are resource groups and two are of another domain of the forest, which takes 40 bytes for each. The buffers are
 * those of a Windows KDC. The service's signature and the KDC's verify; the other two, which only KDCs look at, are zero.
 */
record SizedPac(Bytes bytes) {
    private static final int TICKET_SIGNATURE = 16;
    private static final int FULL_SIGNATURE = 19;
    /** In bytes: SignatureType. */
    private static final int TYPE_SIZE = 4;

    private static final String OTHER_DOMAIN = "S-1-5-21-2345678901-1357924680-1122334455-";
    /** LOGON_EXTRA_SIDS and LOGON_RESOURCE_GROUPS. */
    private static final int USER_FLAGS = 0x220;
    /** SE_GROUP_RESOURCE, mandatory, enabled by default and enabled. */
    private static final int RESOURCE = 0x2000_0007;

    private static final int USER_ID = 1104;
    private static final int FIRST_GROUP = 20_000;

    private static final int DOZEN = 12;
    private static final int OWN_OF_DOZEN = 8;
    private static final int RESOURCE_OF_DOZEN = 2;
    private static final int MEMBERSHIP_SIZE = 8;
    private static final int EXTRA_SID_SIZE = 40;
    private static final int DOZEN_SIZE = MEMBERSHIP_SIZE * (OWN_OF_DOZEN + RESOURCE_OF_DOZEN)
            + EXTRA_SID_SIZE * (DOZEN - OWN_OF_DOZEN - RESOURCE_OF_DOZEN);

    /** One that all but the smallest have. */
    static final String RESOURCE_GROUP = LogonInfoForge.RESOURCE_DOMAIN + "-" + (FIRST_GROUP + scattered(OWN_OF_DOZEN));

    static SizedPac of(EncryptionType type, String name, Instant authTime, int length) {
        int bare = signed(type, name, authTime, 0).length();
        int groups = Math.max(0, length - bare) * DOZEN / DOZEN_SIZE;
        return new SizedPac(signed(type, name, authTime, groups));
    }

    /** Zeros stand in place of the service's signature and of the KDC's. */
    BareCryptography.OpenPac open() {
        byte[] text = bytes.toArray();
        int signature = PacForge.bufferOffset(text, PacForge.SERVER) + TYPE_SIZE;
        int length = PacForge.bufferLength(text, PacForge.SERVER) - TYPE_SIZE;
        for (int type : List.of(PacForge.SERVER, PacForge.KDC)) {
            int at = PacForge.bufferOffset(text, type);
            Arrays.fill(text, at + TYPE_SIZE, at + PacForge.bufferLength(text, type), (byte) 0);
        }
        return new BareCryptography.OpenPac(Bytes.of(text), bytes.slice(signature, length));
    }

    private static Bytes signed(EncryptionType type, String name, Instant authTime, int groups) {
        EncryptionType kdc = EncryptionType.AES256_CTS_HMAC_SHA1_96;
        String sid = LogonInfoForge.DOMAIN + "-" + USER_ID;
        return PacForge.with(info -> {
                    info.effectiveName = name;
                    info.userId = USER_ID;
                    info.userFlags = USER_FLAGS;
                    info.resourceDomain = LogonInfoForge.RESOURCE_DOMAIN;
                    join(info, groups);
                })
                .put(PacForge.CLIENT_INFO, PacForge.clientInfo(name, authTime))
                .put(PacForge.UPN_DNS_INFO, PacForge.upnDnsInfo(name + "@example.com", "EXAMPLE.COM", 2, name, sid))
                .put(PacForge.ATTRIBUTES, PacForge.attributes(1))
                .put(PacForge.REQUESTOR, PacForge.sid(sid))
                .put(TICKET_SIGNATURE, PacForge.signature(kdc, ""))
                .put(FULL_SIGNATURE, PacForge.signature(kdc, ""))
                .keys(type, kdc)
                .signed();
    }

    private static void join(LogonInfoForge info, int groups) {
        List<Membership> own = new ArrayList<>(List.of(new Membership(info.primaryGroupId)));
        List<Membership> resource = new ArrayList<>();
        List<Group> other = new ArrayList<>(info.extraSids);
        for (int i = 0; i < groups; i++) {
            int rid = FIRST_GROUP + scattered(i);
            int ofDozen = i % DOZEN;
            if (ofDozen < OWN_OF_DOZEN) {
                own.add(new Membership(rid));
            } else if (ofDozen < OWN_OF_DOZEN + RESOURCE_OF_DOZEN) {
                resource.add(new Membership(rid, RESOURCE));
            } else {
                other.add(new Group(OTHER_DOMAIN + rid));
            }
        }
        info.groups = own;
        info.resourceGroups = resource;
        info.extraSids = other;
    }

    /** A directory lists memberships in the order in which they came about: the numbers do not ascend. */
    private static int scattered(int index) {
        return index * 7919 % 65_521;
    }
}
