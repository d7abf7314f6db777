package org.gatehouse.lab.directory.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.name.Dn;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.directory.file.Domain;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.TrustAuthInfo;

/** A domain's users and computers, as they are at the moment of the question. */
public final class DirectoryAccounts implements Accounts {
    /** Below are the accounts that every domain has, such as its administrator's. */
    private static final long FIRST_RID_OF_PEOPLE = 1000;

    private final DomainIdentity identity;
    private final DomainStore store;
    private final LogonCounting counting;

    DirectoryAccounts(Domain domain, DomainStore store) {
        this.identity = new DomainIdentity(domain.netBiosName(), domain.dnsName(), domain.sid());
        this.store = store;
        this.counting = new LogonCounting(store);
    }

    @Override
    public List<Account> findByName(String name) {
        return accounts(store.find(name, "sAMAccountName", "userPrincipalName"));
    }

    @Override
    public List<Account> findByServicePrincipalName(String servicePrincipalName) {
        return accounts(byRid(store.find(servicePrincipalName, "servicePrincipalName")));
    }

    /** The account with this DN. */
    public Optional<Account> findByDn(Dn dn) {
        return store.lookup(dn).filter(entry -> entry.hasObjectClass("user")).map(EntryValues::account);
    }

    /** Every account, in the order of the RIDs. */
    public List<Account> all() {
        return accounts(byRid(store.find("user", "objectClass")));
    }

    /** The users that are somebody's and no service's, in the order of the RIDs, those that every domain has at the end. */
    public List<Person> people() {
        List<Person> people = new ArrayList<>();
        List<Person> builtIn = new ArrayList<>();
        for (Entry entry : byRid(store.find("user", "objectClass"))) {
            Account account = EntryValues.account(entry);
            if (isPerson(account)) {
                boolean first = EntryValues.sid(entry).rid() < FIRST_RID_OF_PEOPLE;
                (first ? builtIn : people).add(new Person(account, groups(entry)));
            }
        }
        people.addAll(builtIn);
        return List.copyOf(people);
    }

    private static boolean isPerson(Account account) {
        return account.kind() == Account.Kind.USER
                && account.servicePrincipalNames().isEmpty()
                && !account.samAccountName().equalsIgnoreCase("krbtgt");
    }

    private List<String> groups(Entry member) {
        return byRid(store.find(member.getDn().getName(), "member")).stream()
                .flatMap(group -> EntryValues.text(group, "cn").stream())
                .toList();
    }

    static List<Entry> byRid(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(entry -> EntryValues.sid(entry).rid()))
                .toList();
    }

    /** The names of the domain's groups, by their SIDs. */
    public Map<String, String> groupNames() {
        Map<String, String> names = new HashMap<>();
        for (Entry group : store.find("group", "objectClass")) {
            EntryValues.text(group, "cn")
                    .ifPresent(name -> names.put(EntryValues.sid(group).toString(), name));
        }
        return names;
    }

    /** What people call the account's owner; empty if there is no such account or it has no {@code displayName}. */
    public Optional<String> displayName(String samAccountName) {
        return store.find(samAccountName, "sAMAccountName").stream()
                .flatMap(entry -> EntryValues.text(entry, "displayName").stream())
                .findFirst();
    }

    @Override
    public DomainIdentity identity() {
        return identity;
    }

    @Override
    public Optional<LogonFacts> factsOf(Account account) {
        return store.find(account.samAccountName(), "sAMAccountName").stream()
                .filter(entry -> entry.hasObjectClass("user"))
                .findFirst()
                .map(this::facts);
    }

    private LogonFacts facts(Entry entry) {
        DomainSid sid = EntryValues.sid(entry);
        long primaryGroup = EntryValues.number(entry, "primaryGroupID");
        return new LogonFacts(
                sid,
                EntryValues.profile(entry),
                primaryGroup,
                new SecurityGroups(store).ofAccount(sid, primaryGroup),
                ClaimTypes.of(entry),
                EntryValues.number(entry, "logonCount"),
                EntryValues.number(entry, "badPwdCount"));
    }

    @Override
    public List<DomainSid> domainLocalGroups(Collection<DomainSid> members) {
        return new SecurityGroups(store).domainLocal(members);
    }

    @Override
    public List<Trust> trusts() {
        return store.find("trustedDomain", "objectClass").stream()
                .map(DirectoryAccounts::trust)
                .toList();
    }

    private static Trust trust(Entry entry) {
        return new Trust(
                EntryValues.text(entry, "trustPartner").orElseThrow().toUpperCase(Locale.ROOT),
                DomainSid.ofBytes(entry.get("securityIdentifier").get().getBytes()),
                password(entry, "trustAuthIncoming"),
                password(entry, "trustAuthOutgoing"));
    }

    private static Optional<Password> password(Entry trust, String attribute) {
        return Optional.ofNullable(trust.get(attribute))
                .map(value -> TrustAuthInfo.decode(value.get().getBytes()).password());
    }

    /** What an attribute of the domain's entry doesn't say is as in a new domain. */
    @Override
    public DomainPolicy policy() {
        Entry domain = store.lookup(store.suffix()).orElseThrow();
        DomainPolicy other = DomainPolicy.OF_A_NEW_DOMAIN;
        return new DomainPolicy(
                interval(domain, "maxPwdAge").orElse(other.maxPasswordAge()),
                EntryValues.text(domain, "lockoutThreshold")
                        .map(Integer::parseInt)
                        .orElse(other.lockoutThreshold()),
                interval(domain, "lockOutObservationWindow").orElse(other.lockoutWindow()),
                interval(domain, "lockoutDuration").orElse(other.lockoutDuration()));
    }

    private static Optional<Duration> interval(Entry domain, String attribute) {
        return EntryValues.text(domain, attribute).map(text -> WindowsTime.duration(Long.parseLong(text)));
    }

    @Override
    public void logonFailed(Account account, Instant now) {
        counting.failed(account, policy(), now);
    }

    @Override
    public void loggedOn(Account account, Instant now) {
        counting.succeeded(account, policy(), now);
    }

    /**
     * Tries a password, which counts, and says why it does not let the account in; empty if it does. Whose state matters is told
     * only to who knows the password; but a locked account's is not even looked at.
     */
    public Optional<NtStatus> logOn(Account account, byte[] password, Instant now) {
        DomainPolicy policy = policy();
        Optional<NtStatus> restriction = policy.restriction(account, now);
        if (restriction.filter(NtStatus.STATUS_ACCOUNT_LOCKED_OUT::equals).isPresent()) {
            return restriction;
        }
        if (!MessageDigest.isEqual(password, account.password().text().getBytes(StandardCharsets.UTF_8))) {
            logonFailed(account, now);
            return Optional.of(NtStatus.STATUS_LOGON_FAILURE);
        }
        Optional<NtStatus> status = restriction.or(() -> policy.passwordRestriction(account, now));
        if (status.isEmpty()) {
            loggedOn(account, now);
        }
        return status;
    }

    private static List<Account> accounts(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("user"))
                .map(EntryValues::account)
                .toList();
    }
}
