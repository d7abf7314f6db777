package org.gatehouse.lab.directory.domain;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.text.PlainText;

/** Changes a domain's entries; what has to be read first cannot change before it is written. */
final class DirectoryAdministration implements DomainAdministration {
    /** Below are the accounts and groups that every domain has; Active Directory does not let go of them either. */
    private static final long FIRST_RID_OF_ITS_OWN = 1000;

    /** What makes an entry a user's or a computer's. */
    private static final int KIND = AccountState.NORMAL_ACCOUNT | AccountState.WORKSTATION_TRUST_ACCOUNT;

    private static final int MAX_PASSWORD = 256;
    private static final String NEVER = Long.toString(Long.MAX_VALUE);

    private final DomainStore store;
    private final InstantSource clock;
    private final PrincipalNames names;
    private final NewPrincipals newPrincipals;

    DirectoryAdministration(DomainStore store, InstantSource clock, PrincipalNames names, NewPrincipals newPrincipals) {
        this.store = store;
        this.clock = clock;
        this.names = names;
        this.newPrincipals = newPrincipals;
    }

    @Override
    public List<Account> accounts() {
        return DirectoryAccounts.byRid(store.find("user", "objectClass")).stream()
                .map(EntryValues::account)
                .toList();
    }

    @Override
    public Optional<Account> find(String name) {
        return names.find(name).stream()
                .filter(entry -> entry.hasObjectClass("user"))
                .map(EntryValues::account)
                .findFirst();
    }

    @Override
    public String distinguishedName(String name) throws AdministrationException {
        return names.require(name).getDn().getName();
    }

    @Override
    public void addServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException {
        requirePrintable("A servicePrincipalName", servicePrincipalName);
        change(name, account -> {
            List<String> owned = EntryValues.texts(account, "servicePrincipalName");
            if (owned.stream().anyMatch(servicePrincipalName::equalsIgnoreCase)) {
                throw new AdministrationException(account.getDn() + " has the servicePrincipalName "
                        + PrincipalNames.shown(servicePrincipalName) + " already");
            }
            List<String> more = new ArrayList<>(owned);
            more.add(servicePrincipalName);
            return List.of(DomainStore.replace("servicePrincipalName", more.toArray(String[]::new)));
        });
    }

    @Override
    public void removeServicePrincipalName(String name, String servicePrincipalName) throws AdministrationException {
        change(name, account -> {
            List<String> owned = EntryValues.texts(account, "servicePrincipalName");
            List<String> rest = owned.stream()
                    .filter(own -> !own.equalsIgnoreCase(servicePrincipalName))
                    .toList();
            if (rest.size() == owned.size()) {
                throw new AdministrationException(account.getDn() + " does not have the servicePrincipalName "
                        + PrincipalNames.shown(servicePrincipalName)
                        + (owned.isEmpty() ? ": it has none" : ", but " + String.join(", ", owned)));
            }
            return List.of(DomainStore.replace("servicePrincipalName", rest.toArray(String[]::new)));
        });
    }

    @Override
    public void setUserPrincipalName(String name, String userPrincipalName) throws AdministrationException {
        requirePrintable("A userPrincipalName", userPrincipalName);
        set(name, "userPrincipalName", userPrincipalName);
    }

    /** As in Active Directory a locked account stays locked, and its wrong passwords stay counted. */
    @Override
    public int setPassword(String name, String password) throws AdministrationException {
        requirePassword(password);
        return store.exclusively(() -> {
            Entry account = names.requireAccount(name);
            List<Modification> changes = PasswordChange.of(account, password, clock.instant());
            modify(account, changes);
            return PasswordChange.nextVersion(account);
        });
    }

    @Override
    public void requireNewPassword(String name) throws AdministrationException {
        set(name, "pwdLastSet", "0");
    }

    @Override
    public void setControl(String name, int flag, boolean on) throws AdministrationException {
        if (Integer.bitCount(flag) != 1 || (flag & KIND) != 0) {
            throw new AdministrationException(
                    "0x%x is no flag of userAccountControl that can be set or cleared".formatted(flag));
        }
        change(name, account -> {
            int flags = EntryValues.number(account, "userAccountControl");
            int changed = on ? flags | flag : flags & ~flag;
            return List.of(DomainStore.replace("userAccountControl", Integer.toString(changed)));
        });
    }

    @Override
    public void setExpiry(String name, Optional<Instant> end) throws AdministrationException {
        set(name, "accountExpires", end.isPresent() ? fileTime(end.get()) : NEVER);
    }

    @Override
    public void lock(String name) throws AdministrationException {
        set(name, "lockoutTime", fileTime(clock.instant()));
    }

    @Override
    public void unlock(String name) throws AdministrationException {
        change(
                name,
                account -> List.of(DomainStore.replace("lockoutTime", "0"), DomainStore.replace("badPwdCount", "0")));
    }

    @Override
    public void setEncryptionTypes(String name, int types) throws AdministrationException {
        String[] values = types == 0 ? new String[0] : new String[] {Integer.toString(types)};
        set(name, "msDS-SupportedEncryptionTypes", values);
    }

    @Override
    public void createUser(String samAccountName, String password) throws AdministrationException {
        requirePassword(password);
        newPrincipals.addUser(samAccountName, password);
    }

    @Override
    public void createComputer(String name) throws AdministrationException {
        newPrincipals.addComputer(name);
    }

    @Override
    public void addToGroup(String name, String group) throws AdministrationException {
        store.exclusively(() -> {
            Entry member = names.require(name);
            List<Entry> named = store.find(group, "sAMAccountName");
            Entry owner = named.isEmpty() ? newPrincipals.addGroup(group) : named.get(0);
            if (!owner.hasObjectClass("group")) {
                throw new AdministrationException(PrincipalNames.shown(group) + " is " + owner.getDn() + ", no group");
            }
            if (owner.getDn().equals(member.getDn())) {
                throw new AdministrationException(PrincipalNames.shown(group) + " cannot be a member of itself");
            }
            List<String> members = new ArrayList<>(EntryValues.texts(owner, "member"));
            if (members.stream()
                    .noneMatch(dn ->
                            store.resolve(dn).filter(member.getDn()::equals).isPresent())) {
                members.add(member.getDn().getName());
                modify(owner, List.of(DomainStore.replace("member", members.toArray(String[]::new))));
            }
            return owner;
        });
    }

    @Override
    public void delete(String name) throws AdministrationException {
        store.exclusively(() -> {
            Entry entry = names.require(name);
            if (EntryValues.sid(entry).rid() < FIRST_RID_OF_ITS_OWN) {
                throw new AdministrationException(entry.getDn() + " is one of those that every domain has to have");
            }
            try {
                store.delete(entry.getDn());
            } catch (LdapException e) {
                throw refused(entry, e);
            }
            return entry;
        });
    }

    private interface Changes {
        List<Modification> of(Entry account) throws AdministrationException;
    }

    private void set(String name, String attribute, String... values) throws AdministrationException {
        change(name, account -> List.of(DomainStore.replace(attribute, values)));
    }

    private void change(String name, Changes changes) throws AdministrationException {
        store.exclusively(() -> {
            Entry account = names.requireAccount(name);
            modify(account, changes.of(account));
            return account;
        });
    }

    private void modify(Entry entry, List<Modification> changes) throws AdministrationException {
        try {
            store.modify(entry.getDn(), changes.toArray(Modification[]::new));
        } catch (LdapException e) {
            throw refused(entry, e);
        }
    }

    private static AdministrationException refused(Entry entry, LdapException e) {
        return new AdministrationException(
                entry.getDn() + ": the directory refuses the change: "
                        + PrincipalNames.shown(String.valueOf(e.getMessage())),
                e);
    }

    private static String fileTime(Instant time) throws AdministrationException {
        try {
            long ticks = WindowsTime.of(time);
            if (ticks > 0) {
                return Long.toString(ticks);
            }
        } catch (ArithmeticException e) {
            // told below, like a time before 1601
        }
        throw new AdministrationException(time + " is out of the range of Windows' times (from 1601)");
    }

    private static void requirePassword(String password) throws AdministrationException {
        if (password.isEmpty() || password.length() > MAX_PASSWORD) {
            throw new AdministrationException("A password has 1 to " + MAX_PASSWORD + " characters");
        }
        if (!PlainText.isEncodable(password)) {
            throw new AdministrationException("The password is no text: half a surrogate pair is in it");
        }
    }

    private static void requirePrintable(String what, String text) throws AdministrationException {
        if (text.isBlank() || !PlainText.isPrintable(text)) {
            throw new AdministrationException(what + " has to be text in one line, not " + PrincipalNames.shown(text));
        }
    }
}
