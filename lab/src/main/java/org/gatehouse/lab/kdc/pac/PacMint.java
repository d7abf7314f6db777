package org.gatehouse.lab.kdc.pac;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.kdc.pac.FlatBuffers.UpnNames;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Counts;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.LogonDomain;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Times;

/** Makes the PAC of an account of this domain from what the directory says of it, [MS-KILE] 3.3.5.6.4. */
public final class PacMint {
    /** The NetBIOS name of the lab's only domain controller. */
    static final String CONTROLLER = "DC1";

    /** How the user signed in: by a proof of the account's own key. */
    static final DomainSid ASSERTED_IDENTITY = DomainSid.of("S-1-18-1");

    /** The PAC has claims. */
    static final DomainSid CLAIMS_VALID = DomainSid.of("S-1-5-21-0-0-0-497");

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NOT_SET = 0;

    private final Accounts accounts;

    public PacMint(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * For a ticket-granting ticket.
     *
     * @param authTime when the account proved who it is
     * @param requested whether the client has asked for a PAC; otherwise it gets one because it has not said no
     */
    public PacBuffers initial(Account account, LogonFacts facts, Instant authTime, boolean requested) {
        SortedMap<PacPart, byte[]> others = new TreeMap<>();
        others.put(PacPart.UPN_DNS_INFO, upnDnsInfo(account, facts));
        if (!facts.claims().isEmpty()) {
            others.put(PacPart.CLIENT_CLAIMS, ClaimsFormat.encode(facts.claims()));
        }
        others.put(PacPart.ATTRIBUTES, FlatBuffers.attributes(requested));
        others.put(PacPart.REQUESTOR, facts.sid().toBytes());
        return new PacBuffers(validationInfo(account, facts, authTime), others);
    }

    private ValidationInfo validationInfo(Account account, LogonFacts facts, Instant authTime) {
        DomainIdentity domain = accounts.identity();
        return new ValidationInfo(
                times(account, authTime),
                account.samAccountName(),
                facts.profile(),
                new Counts(facts.logonCount(), facts.badPasswordCount()),
                facts.sid().rid(),
                facts.primaryGroup(),
                facts.groups().stream()
                        .map(group -> new Group(group.rid(), SidAttributes.ENABLED))
                        .toList(),
                ValidationInfo.EXTRA_SIDS,
                new LogonDomain(CONTROLLER, domain.netBiosName(), domain.sid()),
                SamUserControl.of(account.state().userAccountControl()),
                extraSids(facts),
                Optional.empty());
    }

    private Times times(Account account, Instant authTime) {
        Optional<Instant> lastSet = account.password().lastSet();
        long set = lastSet.map(WindowsTime::of).orElse(NOT_SET);
        long mustChange = accounts.policy()
                .passwordMustChange(account)
                .map(WindowsTime::of)
                .orElse(lastSet.isPresent() ? NEVER : NOT_SET);
        return new Times(WindowsTime.of(authTime), NEVER, NEVER, set, set, mustChange);
    }

    private static List<ExtraSid> extraSids(LogonFacts facts) {
        List<ExtraSid> sids = new ArrayList<>();
        sids.add(new ExtraSid(ASSERTED_IDENTITY, SidAttributes.ENABLED));
        if (!facts.claims().isEmpty()) {
            sids.add(new ExtraSid(CLAIMS_VALID, SidAttributes.ENABLED));
        }
        return sids;
    }

    private byte[] upnDnsInfo(Account account, LogonFacts facts) {
        String dnsName = accounts.identity().dnsName();
        return FlatBuffers.upnDnsInfo(
                new UpnNames(
                        account.userPrincipalName().orElse(account.samAccountName() + "@" + dnsName),
                        dnsName.toUpperCase(Locale.ROOT),
                        account.samAccountName(),
                        facts.sid()),
                account.userPrincipalName().isEmpty());
    }
}
