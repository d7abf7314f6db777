package org.gatehouse.lab.command;

import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;

/** An account and the domain that it is in. */
record Holder(RealmControl realm, Account account) {
    /** {@code svc-portal}. */
    String name() {
        return account.samAccountName();
    }

    DomainAdministration administration() {
        return realm.administration();
    }

    /** As the directory has it at this moment. */
    Holder again() {
        return administration()
                .find(name())
                .map(current -> new Holder(realm, current))
                .orElse(this);
    }

    /** {@code svc-portal (CN=svc-portal,OU=Services,DC=lab,DC=localhost)}. */
    String described() {
        return name() + " (" + distinguishedName() + ")";
    }

    String distinguishedName() {
        try {
            return administration().distinguishedName(name());
        } catch (AdministrationException e) {
            return "deleted"; // by somebody else, meanwhile
        }
    }

    boolean is(Holder other) {
        return realm.name().equals(other.realm.name()) && name().equalsIgnoreCase(other.name());
    }

    boolean owns(String servicePrincipalName) {
        return account.servicePrincipalNames().stream().anyMatch(servicePrincipalName::equalsIgnoreCase);
    }
}
