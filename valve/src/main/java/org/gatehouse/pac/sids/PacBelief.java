package org.gatehouse.pac.sids;

import java.util.List;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.WindowsAccount;
import org.gatehouse.pac.GroupMemberships;
import org.gatehouse.pac.KerbValidationInfo;
import org.gatehouse.pac.SidAndAttributes;
import org.gatehouse.pac.UpnDnsInfo;
import org.gatehouse.pac.VerifiedPac;
import org.gatehouse.text.Printable;

/** What is believed of a verified PAC. */
public final class PacBelief {
    /** A primary group that stands nowhere else counts: Windows lists it among the groups as well. */
    private static final int PRIMARY_GROUP =
            SidAndAttributes.MANDATORY | SidAndAttributes.ENABLED_BY_DEFAULT | SidAndAttributes.ENABLED;

    private final SidBoundaries boundaries;

    public PacBelief(SidBoundaries boundaries) {
        this.boundaries = boundaries;
    }

    /**
     * The user's account and what they are a member of.
     *
     * @param realm the user's
     * @param serviceRealm of the key that opened the ticket
     * @return empty if the PAC does not describe the user
     * @throws RefusedException GH-P009, if the account is of a domain that the realm must not speak for
     */
    public Optional<Authorization> of(VerifiedPac pac, String realm, String serviceRealm) throws RefusedException {
        if (pac.logonInfo().isEmpty()) {
            return Optional.empty();
        }
        KerbValidationInfo info = pac.logonInfo().get();
        SidFilter filter = SidFilter.of(boundaries, realm, serviceRealm, info.userSid())
                .orElseThrow(() -> foreignAccount(info, realm));
        BelievedSids sids = new BelievedSids(filter, boundaries.onlyReported());
        sids.add(info.groups(), SidOrigin.DOMAIN_GROUP);
        addPrimaryGroup(info, sids);
        addExtraSids(info, sids);
        info.resourceGroups().ifPresent(groups -> sids.add(groups, SidOrigin.RESOURCE_GROUP));
        return Optional.of(new Authorization(
                account(info, pac.upnDnsInfo()),
                sids.groups(),
                sids.denyOnly(),
                sids.circumstances(),
                sids.dropped(),
                pac.userClaims(),
                pac.deviceClaims(),
                pac.unknownBuffers()));
    }

    /** Its attributes are those that it has among the groups, if it is there. */
    private static void addPrimaryGroup(KerbValidationInfo info, BelievedSids sids) {
        int primary = info.numbers().primaryGroupId();
        GroupMemberships groups = info.groups();
        for (int i = 0; i < groups.size(); i++) {
            if ((int) groups.rid(i) == primary) {
                return;
            }
        }
        sids.add(info.logonDomainId(), primary, PRIMARY_GROUP, SidOrigin.DOMAIN_GROUP);
    }

    /** The first one is the account itself, if that has no RID ([MS-PAC] 2.5, UserId). */
    private static void addExtraSids(KerbValidationInfo info, BelievedSids sids) {
        List<SidAndAttributes> extra = info.extraSids();
        int first = info.numbers().userId() == 0 ? 1 : 0;
        for (SidAndAttributes sid : extra.subList(first, extra.size())) {
            sids.add(sid.sid(), sid.attributes(), SidOrigin.EXTRA_SID);
        }
    }

    private static WindowsAccount account(KerbValidationInfo info, Optional<UpnDnsInfo> names) {
        KerbValidationInfo.Texts texts = info.texts();
        return new WindowsAccount(
                info.userSid(),
                texts.effectiveName(),
                names.map(UpnDnsInfo::upn).filter(upn -> !upn.isEmpty()),
                texts.logonDomainName(),
                names.map(UpnDnsInfo::dnsDomainName).filter(name -> !name.isEmpty()),
                texts.fullName(),
                texts.logonServer(),
                info.numbers().logonCount(),
                new LogonTimes(
                        info.times().logonTime().instant(),
                        info.times().passwordLastSet().instant(),
                        info.times().passwordMustChange().instant()));
    }

    private static RefusedException foreignAccount(KerbValidationInfo info, String realm) {
        Sid account = info.userSid();
        return new RefusedException(
                FailureCode.FOREIGN_ACCOUNT,
                "the PAC says that the user of the realm " + Printable.quoted(realm) + " is the account " + account
                        + " (" + Printable.quoted(info.texts().effectiveName())
                        + "), and that realm must not speak for its domain.",
                "If the domain is one of that realm, add its SID to sidFilter. If not, the domain controllers of that realm"
                        + " issue tickets for accounts that are not theirs: end the trust until you know why.");
    }
}
