package org.gatehouse.lab.directory.domain;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.file.AccountDefaults;
import org.gatehouse.lab.directory.file.Domain;
import org.gatehouse.lab.directory.file.DomainEntry;
import org.gatehouse.lab.directory.file.DomainReading;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.ObjectKind;
import org.gatehouse.lab.directory.value.SamAccountName;
import org.gatehouse.lab.text.PlainText;

/** Adds users, computers and groups to a running domain, with what Active Directory sets by itself. */
final class NewPrincipals {
    /** [MS-NBTE] 2.2.1, and one label of [RFC 1123] 2.1, since it's the first one of the full name too. */
    private static final String COMPUTER_NAME = "[A-Za-z0-9]([A-Za-z0-9-]{0,13}[A-Za-z0-9])?";

    private final Domain domain;
    private final DomainStore store;
    private final InstantSource clock;
    private final SecureRandom random;

    NewPrincipals(Domain domain, DomainStore store, InstantSource clock, SecureRandom random) {
        this.domain = domain;
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    void addUser(String samAccountName, String password) throws AdministrationException {
        requireName(ObjectKind.USER, samAccountName);
        store.exclusively(() -> add(ObjectKind.USER, samAccountName, Optional.of(password)));
    }

    /** The dollar sign may be left out or not. */
    void addComputer(String name) throws AdministrationException {
        String cn = name.endsWith("$") ? name.substring(0, name.length() - 1) : name;
        if (!cn.matches(COMPUTER_NAME)) {
            throw new AdministrationException(
                    PrincipalNames.shown(name) + " is no name of a computer: 1 to 15 letters, digits and hyphens");
        }
        store.exclusively(() -> add(ObjectKind.COMPUTER, cn.toUpperCase(Locale.ROOT), Optional.empty()));
    }

    Entry addGroup(String samAccountName) throws AdministrationException {
        requireName(ObjectKind.GROUP, samAccountName);
        return store.exclusively(() -> add(ObjectKind.GROUP, samAccountName, Optional.empty()));
    }

    private static void requireName(ObjectKind kind, String name) throws AdministrationException {
        if (name.isBlank() || !name.strip().equals(name) || !PlainText.isPrintable(name)) {
            throw new AdministrationException(PrincipalNames.shown(name) + " is no name of a " + kind);
        }
        Optional<String> problem = SamAccountName.problemOf(kind, name);
        if (problem.isPresent()) {
            throw new AdministrationException(PrincipalNames.shown(name) + ": " + problem.get());
        }
    }

    private Entry add(ObjectKind kind, String cn, Optional<String> password) throws AdministrationException {
        try {
            Dn dn = new Dn(store.schema(), rdn(cn) + "," + container(kind));
            Entry entry = new DefaultEntry(store.schema(), dn);
            entry.add("cn", cn);
            if (password.isPresent()) {
                entry.add("userPassword", password.get().getBytes(StandardCharsets.UTF_8));
            }
            complete(entry, kind);
            store.add(entry);
            return entry;
        } catch (LdapException e) {
            throw new AdministrationException(
                    PrincipalNames.shown(cn) + " is refused by the directory: "
                            + PrincipalNames.shown(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Adds to a new entry what it lacks, if its names are allowed and free. */
    void complete(Entry entry, ObjectKind kind) throws AdministrationException, LdapException {
        entry.put("objectClass", kind.objectClasses().toArray(String[]::new));
        entry.put("objectSid", nextSid().toBytes());
        new AccountDefaults(domain.dnsName(), clock.instant(), random)
                .fill(new DomainEntry(0, entry.getDn().getName(), kind, List.of(), entry));
        Optional<String> name = EntryValues.text(entry, "sAMAccountName");
        Optional<String> problem = name.flatMap(text -> SamAccountName.problemOf(kind, text));
        if (name.isEmpty() || problem.isPresent()) {
            throw new AdministrationException(problem.orElse("sAMAccountName is missing"));
        }
        requireFree(entry);
    }

    private void requireFree(Entry entry) throws AdministrationException {
        String name = EntryValues.text(entry, "sAMAccountName").orElseThrow();
        for (Entry owner : store.find(name, "sAMAccountName")) {
            throw new AdministrationException(PrincipalNames.shown(name) + " exists already: " + owner.getDn());
        }
        if (store.lookup(entry.getDn()).isPresent()) {
            throw new AdministrationException(
                    PrincipalNames.shown(name) + " cannot be added: there is another entry " + entry.getDn());
        }
    }

    /** Where Active Directory puts what nobody has put elsewhere; a domain file may do without. */
    private Dn container(ObjectKind kind) throws LdapException {
        String cn = kind == ObjectKind.COMPUTER ? "Computers" : "Users";
        Dn dn = new Dn(store.schema(), "CN=" + cn + "," + domain.suffix().getName());
        if (store.lookup(dn).isEmpty()) {
            Entry container = new DefaultEntry(store.schema(), dn);
            container.add("objectClass", ObjectKind.CONTAINER.objectClasses().toArray(String[]::new));
            container.add("cn", cn);
            store.add(container);
        }
        return dn;
    }

    private static String rdn(String cn) {
        return "CN=" + Rdn.escapeValue(cn);
    }

    /** The one after the last: those in between may have been somebody's before. */
    private DomainSid nextSid() {
        List<Entry> principals = new ArrayList<>(store.find("user", "objectClass"));
        principals.addAll(store.find("group", "objectClass"));
        long last = principals.stream()
                .mapToLong(entry -> EntryValues.sid(entry).rid())
                .max()
                .orElse(0);
        return domain.sid().withRid(Math.max(last + 1, DomainReading.FIRST_RID));
    }
}
