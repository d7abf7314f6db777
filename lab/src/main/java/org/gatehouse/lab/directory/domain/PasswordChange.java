package org.gatehouse.lab.directory.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;

/** What a new password changes in the entry of its account ([MS-SAMR] 3.1.1.8.5). */
final class PasswordChange {
    private PasswordChange() {}

    static List<Modification> of(Entry account, String password, Instant now) {
        return List.of(
                new DefaultModification(
                        ModificationOperation.REPLACE_ATTRIBUTE,
                        "userPassword",
                        password.getBytes(StandardCharsets.UTF_8)),
                DomainStore.replace("msDS-KeyVersionNumber", Integer.toString(nextVersion(account))),
                DomainStore.replace("pwdLastSet", Long.toString(WindowsTime.of(now))));
    }

    /** Of the new password, as long as the account still has the old one. */
    static int nextVersion(Entry account) {
        return EntryValues.number(account, "msDS-KeyVersionNumber") + 1;
    }
}
