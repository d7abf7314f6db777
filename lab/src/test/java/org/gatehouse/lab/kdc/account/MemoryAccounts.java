package org.gatehouse.lab.kdc.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;

/** Accounts without a directory; they can be replaced while the KDC runs. */
public class MemoryAccounts implements Accounts {
    /** Recently, whatever the clock of a test says. */
    public static final Instant LAST_SET = Instant.parse("2026-01-01T00:00:00Z");

    /** The domain of accounts that name no other. */
    public static final DomainSid LAB_SID = DomainSid.of("S-1-5-21-1004336348-1177238915-682003330");

    private static final long FIRST_RID = 1103;
    private static final long DOMAIN_USERS = 513;

    private final DomainIdentity identity;
    private final List<String> rids = new CopyOnWriteArrayList<>();
    private final Map<String, LogonFacts> facts = new ConcurrentHashMap<>();

    /** From member to group. */
    private final Map<DomainSid, DomainSid> localGroups = new ConcurrentHashMap<>();

    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private final List<Trust> trusts = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /** Passwords do not expire and nobody is locked out. */
    private volatile DomainPolicy policy = new DomainPolicy(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO);

    public MemoryAccounts() {
        this(new DomainIdentity("LAB", "lab.localhost", LAB_SID));
    }

    public MemoryAccounts(DomainIdentity identity) {
        this.identity = identity;
    }

    /** A realm with a krbtgt and alice, nothing else. */
    public static MemoryAccounts small() {
        return new MemoryAccounts().add(user("krbtgt", "Key1ngs!")).add(user("alice", "Wonderland1!"));
    }

    public static Account user(String name, String password, String... servicePrincipalNames) {
        return new Account(
                name,
                Account.Kind.USER,
                Optional.of(name + "@lab.localhost"),
                Optional.empty(),
                List.of(servicePrincipalNames),
                0,
                new Password(password, 2, Optional.of(LAST_SET)),
                AccountState.of(AccountState.NORMAL_ACCOUNT));
    }

    public static Account computer(String name, String password, String... servicePrincipalNames) {
        return new Account(
                name,
                Account.Kind.COMPUTER,
                Optional.empty(),
                Optional.of(name.toLowerCase(Locale.ROOT).replace("$", ".lab.localhost")),
                List.of(servicePrincipalNames),
                0,
                new Password(password, 3, Optional.of(LAST_SET)),
                AccountState.of(AccountState.WORKSTATION_TRUST_ACCOUNT));
    }

    public static Account withControl(Account account, int flag) {
        return account.withState(AccountState.of(account.state().userAccountControl() | flag));
    }

    public static Account withEncryptionTypes(Account account, int types) {
        return account.withKeys(types, account.password());
    }

    public static Account withPassword(Account account, Password password) {
        return account.withKeys(account.supportedEncryptionTypes(), password);
    }

    public MemoryAccounts add(Account account) {
        accounts.add(account);
        return this;
    }

    /** In place of the account of the same name. */
    public void replace(Account account) {
        accounts.removeIf(it -> it.samAccountName().equals(account.samAccountName()));
        accounts.add(account);
    }

    @Override
    public List<Account> findByName(String name) {
        return find(account -> account.samAccountName().equalsIgnoreCase(name)
                || account.userPrincipalName().filter(name::equalsIgnoreCase).isPresent());
    }

    @Override
    public List<Account> findByServicePrincipalName(String servicePrincipalName) {
        return find(
                account -> account.servicePrincipalNames().stream().anyMatch(servicePrincipalName::equalsIgnoreCase));
    }

    /** Instead of those of somebody who is in Domain Users alone. */
    public void setFacts(String samAccountName, LogonFacts newFacts) {
        facts.put(samAccountName, newFacts);
    }

    public void addToLocalGroup(DomainSid member, DomainSid group) {
        localGroups.put(member, group);
    }

    /** As long as nobody has set others. */
    public DomainSid sidOf(String samAccountName) {
        synchronized (rids) {
            if (!rids.contains(samAccountName)) {
                rids.add(samAccountName);
            }
            return identity.sid().withRid(FIRST_RID + rids.indexOf(samAccountName));
        }
    }

    @Override
    public DomainIdentity identity() {
        return identity;
    }

    @Override
    public Optional<LogonFacts> factsOf(Account account) {
        String name = account.samAccountName();
        return find(it -> it.samAccountName().equals(name)).stream()
                .findFirst()
                .map(it -> facts.getOrDefault(
                        name,
                        new LogonFacts(
                                sidOf(name),
                                LogonProfile.of(name),
                                DOMAIN_USERS,
                                List.of(identity.sid().withRid(DOMAIN_USERS)),
                                List.of(),
                                0,
                                0)));
    }

    @Override
    public List<DomainSid> domainLocalGroups(Collection<DomainSid> members) {
        return members.stream()
                .filter(localGroups::containsKey)
                .map(localGroups::get)
                .distinct()
                .sorted(Comparator.comparingLong(DomainSid::rid))
                .toList();
    }

    public void trust(Trust trust) {
        trusts.removeIf(it -> it.partner().equals(trust.partner()));
        trusts.add(trust);
    }

    public void setPolicy(DomainPolicy newPolicy) {
        policy = newPolicy;
    }

    /** Wrong passwords since the last right one. */
    public int failures(String samAccountName) {
        return failures.getOrDefault(samAccountName, 0);
    }

    @Override
    public List<Trust> trusts() {
        return List.copyOf(trusts);
    }

    @Override
    public DomainPolicy policy() {
        return policy;
    }

    @Override
    public void logonFailed(Account account, Instant now) {
        int count = failures.merge(account.samAccountName(), 1, Integer::sum);
        if (count == policy.lockoutThreshold()) {
            AccountState state = account.state();
            replace(account.withState(new AccountState(state.userAccountControl(), state.expires(), Optional.of(now))));
        }
    }

    @Override
    public void loggedOn(Account account, Instant now) {
        failures.remove(account.samAccountName());
    }

    private List<Account> find(Predicate<Account> condition) {
        return accounts.stream().filter(condition).toList();
    }
}
