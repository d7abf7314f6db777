package org.gatehouse.lab.command;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.KdcPolicy;

/** A domain without a directory. */
final class MemoryDomain implements RealmControl, DomainAdministration {
    static final Instant PASSWORD_SET = Instant.parse("2026-11-01T08:00:00Z");

    private final String netBiosName;
    private final List<Account> accounts = new ArrayList<>();
    private final ShiftedClock clock;
    private final List<String> memberships = new ArrayList<>();
    private KdcPolicy kdcPolicy = KdcPolicy.OF_A_NEW_DOMAIN;
    private int lockoutThreshold;

    MemoryDomain(String netBiosName, InstantSource time) {
        this.netBiosName = netBiosName;
        this.clock = new ShiftedClock(time);
        add("krbtgt", Account.Kind.USER, "Key1ngs!");
    }

    MemoryDomain add(String name, Account.Kind kind, String password, String... servicePrincipalNames) {
        boolean user = kind == Account.Kind.USER;
        accounts.add(new Account(
                name,
                kind,
                user ? Optional.of(name + "@" + dnsName()) : Optional.empty(),
                user ? Optional.empty() : Optional.of(name.replace("$", "").toLowerCase(Locale.ROOT) + "." + dnsName()),
                List.of(servicePrincipalNames),
                0,
                new Password(password, 1, Optional.of(PASSWORD_SET)),
                AccountState.of(user ? AccountState.NORMAL_ACCOUNT : AccountState.WORKSTATION_TRUST_ACCOUNT)));
        return this;
    }

    List<String> memberships() {
        return memberships;
    }

    Account account(String name) {
        return find(name).orElseThrow();
    }

    @Override
    public String name() {
        return dnsName().toUpperCase(Locale.ROOT);
    }

    @Override
    public String dnsName() {
        return netBiosName.toLowerCase(Locale.ROOT) + ".localhost";
    }

    @Override
    public String netBiosName() {
        return netBiosName;
    }

    @Override
    public String suffix() {
        return "DC=" + netBiosName.toLowerCase(Locale.ROOT) + ",DC=localhost";
    }

    @Override
    public DomainAdministration administration() {
        return this;
    }

    @Override
    public ShiftedClock clock() {
        return clock;
    }

    @Override
    public KdcPolicy kdcPolicy() {
        return kdcPolicy;
    }

    @Override
    public void setKdcPolicy(KdcPolicy policy) {
        kdcPolicy = policy;
    }

    @Override
    public DomainPolicy domainPolicy() {
        return new DomainPolicy(Duration.ofDays(42), lockoutThreshold, Duration.ofMinutes(30), Duration.ofMinutes(30));
    }

    @Override
    public void setLockoutThreshold(int wrongPasswords) {
        lockoutThreshold = wrongPasswords;
    }

    @Override
    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    @Override
    public Optional<Account> find(String name) {
        return accounts.stream()
                .filter(account -> account.samAccountName().equalsIgnoreCase(name)
                        || account.samAccountName().equalsIgnoreCase(name + "$")
                        || account.userPrincipalName()
                                .filter(name::equalsIgnoreCase)
                                .isPresent())
                .findFirst();
    }

    @Override
    public String distinguishedName(String name) throws AdministrationException {
        return "CN=" + require(name).samAccountName().replace("$", "") + ",CN=Users," + suffix();
    }

    @Override
    public void addServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException {
        List<String> more = new ArrayList<>(require(name).servicePrincipalNames());
        more.add(servicePrincipalName);
        replace(name, account -> with(account, more, account.userPrincipalName()));
    }

    @Override
    public void removeServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException {
        List<String> rest = new ArrayList<>(require(name).servicePrincipalNames());
        if (!rest.removeIf(servicePrincipalName::equalsIgnoreCase)) {
            throw new AdministrationException(name + " does not have " + servicePrincipalName);
        }
        replace(name, account -> with(account, rest, account.userPrincipalName()));
    }

    @Override
    public void setUserPrincipalName(String name, String userPrincipalName) throws AdministrationException {
        replace(name, account -> with(account, account.servicePrincipalNames(), Optional.of(userPrincipalName)));
    }

    @Override
    public int setPassword(String name, String password) throws AdministrationException {
        int kvno = require(name).password().keyVersionNumber() + 1;
        setPassword(name, new Password(password, kvno, Optional.of(clock.instant())));
        return kvno;
    }

    @Override
    public void requireNewPassword(String name) throws AdministrationException {
        Password old = require(name).password();
        setPassword(name, new Password(old.text(), old.keyVersionNumber(), Optional.empty()));
    }

    private void setPassword(String name, Password password) throws AdministrationException {
        replace(name, account -> account.withKeys(account.supportedEncryptionTypes(), password));
    }

    @Override
    public void setControl(String name, int flag, boolean on) throws AdministrationException {
        AccountState state = require(name).state();
        int flags = on ? state.userAccountControl() | flag : state.userAccountControl() & ~flag;
        setState(name, new AccountState(flags, state.expires(), state.lockedAt()));
    }

    @Override
    public void setExpiry(String name, Optional<Instant> end) throws AdministrationException {
        AccountState state = require(name).state();
        setState(name, new AccountState(state.userAccountControl(), end, state.lockedAt()));
    }

    @Override
    public void lock(String name) throws AdministrationException {
        AccountState state = require(name).state();
        setState(name, new AccountState(state.userAccountControl(), state.expires(), Optional.of(clock.instant())));
    }

    @Override
    public void unlock(String name) throws AdministrationException {
        AccountState state = require(name).state();
        setState(name, new AccountState(state.userAccountControl(), state.expires(), Optional.empty()));
    }

    private void setState(String name, AccountState state) throws AdministrationException {
        replace(name, account -> account.withState(state));
    }

    @Override
    public void setEncryptionTypes(String name, int types) throws AdministrationException {
        replace(name, account -> account.withKeys(types, account.password()));
    }

    @Override
    public void createUser(String samAccountName, String password) throws AdministrationException {
        requireFree(samAccountName);
        add(samAccountName, Account.Kind.USER, password);
    }

    @Override
    public void createComputer(String name) throws AdministrationException {
        requireFree(name);
        add(
                name + "$",
                Account.Kind.COMPUTER,
                "Rand0m!",
                "HOST/" + name,
                "HOST/" + name.toLowerCase(Locale.ROOT) + "." + dnsName());
    }

    @Override
    public void addToGroup(String name, String group) throws AdministrationException {
        if (find(group).isPresent()) {
            throw new AdministrationException(group + " is no group");
        }
        memberships.add(require(name).samAccountName() + " in " + group);
    }

    @Override
    public void delete(String name) throws AdministrationException {
        accounts.remove(require(name));
    }

    private Account require(String name) throws AdministrationException {
        return find(name).orElseThrow(() -> new AdministrationException("There is no account " + name));
    }

    private void requireFree(String name) throws AdministrationException {
        if (find(name).isPresent()) {
            throw new AdministrationException("There is an account " + name + " already");
        }
    }

    private void replace(String name, UnaryOperator<Account> change) throws AdministrationException {
        Account account = require(name);
        accounts.set(accounts.indexOf(account), change.apply(account));
    }

    private static Account with(Account account, List<String> servicePrincipalNames, Optional<String> logonName) {
        return new Account(
                account.samAccountName(),
                account.kind(),
                logonName,
                account.dnsHostName(),
                servicePrincipalNames,
                account.supportedEncryptionTypes(),
                account.password(),
                account.state());
    }
}
