package org.gatehouse.lab.kdc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;

/** Accounts without a directory; they can be replaced while the KDC runs. */
final class MemoryAccounts implements Accounts {
    static final int NORMAL_ACCOUNT = 0x200;
    static final int WORKSTATION_TRUST_ACCOUNT = 0x1000;
    static final int DISABLED = 0x2;
    static final int TRUSTED_FOR_DELEGATION = 0x80000;
    static final int DONT_REQUIRE_PREAUTH = 0x400000;

    private final List<Account> accounts = new CopyOnWriteArrayList<>();

    /** A realm with a krbtgt and alice, nothing else. */
    static MemoryAccounts small() {
        return new MemoryAccounts().add(user("krbtgt", "Key1ngs!")).add(user("alice", "Wonderland1!"));
    }

    static Account user(String name, String password, String... servicePrincipalNames) {
        return new Account(
                name,
                Account.Kind.USER,
                Optional.of(name + "@lab.localhost"),
                Optional.empty(),
                List.of(servicePrincipalNames),
                NORMAL_ACCOUNT,
                0,
                2,
                password);
    }

    static Account computer(String name, String password, String... servicePrincipalNames) {
        return new Account(
                name,
                Account.Kind.COMPUTER,
                Optional.empty(),
                Optional.of(name.toLowerCase(Locale.ROOT).replace("$", ".lab.localhost")),
                List.of(servicePrincipalNames),
                WORKSTATION_TRUST_ACCOUNT,
                0,
                3,
                password);
    }

    static Account withControl(Account account, int flag) {
        return new Account(
                account.samAccountName(),
                account.kind(),
                account.userPrincipalName(),
                account.dnsHostName(),
                account.servicePrincipalNames(),
                account.userAccountControl() | flag,
                account.supportedEncryptionTypes(),
                account.keyVersionNumber(),
                account.password());
    }

    static Account withEncryptionTypes(Account account, int types) {
        return new Account(
                account.samAccountName(),
                account.kind(),
                account.userPrincipalName(),
                account.dnsHostName(),
                account.servicePrincipalNames(),
                account.userAccountControl(),
                types,
                account.keyVersionNumber(),
                account.password());
    }

    MemoryAccounts add(Account account) {
        accounts.add(account);
        return this;
    }

    /** In place of the account of the same name. */
    void replace(Account account) {
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

    private List<Account> find(Predicate<Account> condition) {
        return accounts.stream().filter(condition).toList();
    }
}
