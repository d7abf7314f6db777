package org.gatehouse.lab.directory.domain;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.file.Domain;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.store.Memberships;
import org.gatehouse.lab.directory.value.EntryValues;

/** One of the directory's domains: a naming context with a realm, a SID and a clock of its own. */
public final class DirectoryDomain {
    /** {@code DOMAIN_USER_RID_ADMIN} and {@code DOMAIN_GROUP_RID_ADMINS} of [MS-SAMR] 2.2.1.14. */
    private static final long RID_ADMINISTRATOR = 500;

    private static final long RID_DOMAIN_ADMINS = 512;

    private final Domain domain;
    private final InstantSource clock;
    private final DomainStore store;
    private final DirectoryAccounts accounts;
    private final DomainAdministration administration;
    private final PrincipalNames names;
    private final LdapWrites ldapWrites;

    public DirectoryDomain(Domain domain, DirectoryService service, InstantSource clock) {
        this.domain = domain;
        this.clock = clock;
        this.store = new DomainStore(service, domain.suffix());
        this.accounts = new DirectoryAccounts(domain, store);
        this.names = new PrincipalNames(domain, store);
        NewPrincipals newPrincipals = new NewPrincipals(domain, store, clock, new SecureRandom());
        this.administration = new DirectoryAdministration(store, clock, names, newPrincipals);
        this.ldapWrites = new LdapWrites(store, clock, newPrincipals);
    }

    /** {@code LAB.LOCALHOST}. */
    public String realm() {
        return domain.realm();
    }

    /** {@code lab.localhost}. */
    public String dnsName() {
        return domain.dnsName();
    }

    /** {@code LAB}, which stands before the backslash of {@code LAB\alice}. */
    public String netBiosName() {
        return domain.netBiosName();
    }

    /** {@code DC=lab,DC=localhost}. */
    public String suffix() {
        return domain.suffix().getName();
    }

    /** What the domain takes for the time. */
    public InstantSource clock() {
        return clock;
    }

    /** The users and computers, as the KDC asks for them. */
    public DirectoryAccounts accounts() {
        return accounts;
    }

    /** What an administrator does to the accounts. */
    public DomainAdministration administration() {
        return administration;
    }

    /**
     * Gives an attribute of an entry these values instead of those it has; none removes it.
     *
     * @param name as in the domain file, {@code CN=Alice Liddell,CN=Users}, or the whole DN
     * @throws LdapException if there is no such entry or the schema does not allow it
     */
    public void replace(String name, String attribute, String... values) throws LdapException {
        Dn dn = store.resolve(name).orElseThrow(() -> new LdapInvalidDnException(name + " is no DN"));
        store.modify(dn, DomainStore.replace(attribute, values));
    }

    /** What an administrator's change over LDAP means. */
    public LdapWrites ldapWrites() {
        return ldapWrites;
    }

    /** The users, computers and groups that a name may mean. */
    public List<Entry> principals(String name) {
        return names.find(name);
    }

    /** Runs it while nobody else changes the directory. */
    public <T, E extends Exception> T exclusively(DomainStore.Change<T, E> change) throws E {
        return store.exclusively(change);
    }

    /** Whether an entry of that name is, or would be, one of this domain's. */
    public boolean owns(Dn name) {
        return name.isDescendantOf(domain.suffix());
    }

    /** Who is a member of which group now. */
    public Memberships memberships() throws LdapException {
        return store.memberships();
    }

    /** Whether it is the account of the domain's administrator or a member of its group, be it through other groups. */
    public boolean isAdministrator(Dn name) throws LdapException {
        Optional<Entry> account = store.lookup(name).filter(entry -> entry.hasObjectClass("user"));
        if (account.isEmpty()) {
            return false;
        }
        if (EntryValues.sid(account.get()).equals(domain.sid().withRid(RID_ADMINISTRATOR))) {
            return true;
        }
        DomainSid admins = domain.sid().withRid(RID_DOMAIN_ADMINS);
        for (String group : store.memberships().allGroups(name.getNormName())) {
            if (store.lookup(new Dn(store.schema(), group))
                    .filter(entry -> EntryValues.sid(entry).equals(admins))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return dnsName();
    }
}
