package org.gatehouse.lab.directory.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;

/** Counts wrong passwords in the account's entry and locks it ([MS-SAMR] 3.1.1.7, {@code badPwdCount}). */
final class LogonCounting {
    private final DomainStore store;

    LogonCounting(DomainStore store) {
        this.store = store;
    }

    /** Reading the count and writing it are one step: of many guesses at a time none is lost. */
    void failed(Account account, DomainPolicy policy, Instant now) {
        store.exclusively(() -> {
            entry(account).filter(entry -> !locked(entry, policy, now)).ifPresent(entry -> {
                boolean again = EntryValues.time(entry, "badPasswordTime")
                        .filter(last -> now.isBefore(last.plus(policy.lockoutWindow())))
                        .isPresent();
                int count = again ? EntryValues.number(entry, "badPwdCount") + 1 : 1;
                List<Modification> changes = new ArrayList<>();
                changes.add(DomainStore.replace("badPwdCount", Integer.toString(count)));
                changes.add(DomainStore.replace("badPasswordTime", Long.toString(WindowsTime.of(now))));
                if (policy.lockoutThreshold() > 0 && count >= policy.lockoutThreshold()) {
                    changes.add(DomainStore.replace("lockoutTime", Long.toString(WindowsTime.of(now))));
                }
                modify(entry, changes);
            });
            return true;
        });
    }

    /** Most logons find nothing to change, and do not wait for anybody. */
    void succeeded(Account account, DomainPolicy policy, Instant now) {
        if (entry(account).filter(LogonCounting::counted).isEmpty()) {
            return;
        }
        store.exclusively(() -> {
            entry(account)
                    .filter(LogonCounting::counted)
                    .filter(entry -> !locked(entry, policy, now))
                    .ifPresent(entry -> modify(
                            entry,
                            List.of(DomainStore.replace("badPwdCount", "0"), DomainStore.replace("lockoutTime", "0"))));
            return true;
        });
    }

    private Optional<Entry> entry(Account account) {
        return store.find(account.samAccountName(), "sAMAccountName").stream().findFirst();
    }

    private static boolean counted(Entry entry) {
        return EntryValues.number(entry, "badPwdCount") != 0 || EntryValues.largeInteger(entry, "lockoutTime") != 0;
    }

    private static boolean locked(Entry entry, DomainPolicy policy, Instant now) {
        return policy.restriction(EntryValues.account(entry), now)
                .filter(NtStatus.STATUS_ACCOUNT_LOCKED_OUT::equals)
                .isPresent();
    }

    private void modify(Entry entry, List<Modification> changes) {
        try {
            store.modify(entry.getDn(), changes.toArray(Modification[]::new));
        } catch (LdapException e) {
            throw new IllegalStateException("The directory in this JVM's memory does not count " + entry.getDn(), e);
        }
    }
}
