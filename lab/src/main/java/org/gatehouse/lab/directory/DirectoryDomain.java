package org.gatehouse.lab.directory;

import java.time.InstantSource;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.DirectoryService;

/** One of the directory's domains: a naming context with a realm, a SID and a clock of its own. */
public final class DirectoryDomain {
    private final Domain domain;
    private final InstantSource clock;
    private final DomainStore store;
    private final DirectoryAccounts accounts;
    private final DomainAdministration administration;

    DirectoryDomain(Domain domain, DirectoryService service, InstantSource clock) {
        this.domain = domain;
        this.clock = clock;
        this.store = new DomainStore(service, domain.suffix());
        this.accounts = new DirectoryAccounts(store);
        this.administration = new DirectoryAdministration(domain, store, clock);
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

    @Override
    public String toString() {
        return dnsName();
    }
}
