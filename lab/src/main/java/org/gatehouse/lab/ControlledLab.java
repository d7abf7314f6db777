package org.gatehouse.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.clock.ShiftedClock;
import org.gatehouse.lab.command.LabControl;
import org.gatehouse.lab.command.RealmControl;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.KdcPolicy;

/** A running lab as the commands see it. */
final class ControlledLab implements LabControl {
    private final Lab lab;
    private final List<RealmControl> realms;

    ControlledLab(Lab lab) {
        this.lab = lab;
        this.realms =
                lab.realms().stream().<RealmControl>map(ControlledRealm::new).toList();
    }

    @Override
    public List<RealmControl> realms() {
        return realms;
    }

    @Override
    public ShiftedClock portalClock() {
        return lab.portalClock();
    }

    @Override
    public ShiftedClock workstationClock() {
        return lab.workstationClock();
    }

    @Override
    public URI portal() {
        return lab.portal();
    }

    @Override
    public InetSocketAddress ldap() {
        return lab.ldap();
    }

    @Override
    public Path keytab() {
        return lab.keytab();
    }

    @Override
    public Path conditions() {
        return lab.conditions();
    }

    @Override
    public void changeConditions(String text) throws IOException {
        lab.changeConditions(text);
    }

    @Override
    public void restoreConditions(String text) throws IOException {
        lab.useConditions(text);
    }

    @Override
    public void renewKeytab() throws IOException {
        lab.renewKeytab();
    }

    @Override
    public void reset() throws IOException {
        lab.reset();
    }

    private record ControlledRealm(LabRealm realm) implements RealmControl {
        @Override
        public String name() {
            return realm.name();
        }

        @Override
        public String dnsName() {
            return realm.dnsName();
        }

        @Override
        public String netBiosName() {
            return realm.directory().netBiosName();
        }

        @Override
        public String suffix() {
            return realm.directory().suffix();
        }

        @Override
        public DomainAdministration administration() {
            return realm.directory().administration();
        }

        @Override
        public ShiftedClock clock() {
            return realm.clock();
        }

        @Override
        public KdcPolicy kdcPolicy() {
            return realm.policy();
        }

        @Override
        public void setKdcPolicy(KdcPolicy policy) {
            realm.setPolicy(policy);
        }

        @Override
        public DomainPolicy domainPolicy() {
            return realm.directory().accounts().policy();
        }

        @Override
        public void setLockoutThreshold(int wrongPasswords) throws AdministrationException {
            try {
                realm.directory().replace(suffix(), "lockoutThreshold", Integer.toString(wrongPasswords));
            } catch (LdapException e) {
                throw new AdministrationException("lockoutThreshold cannot be set: " + e.getMessage(), e);
            }
        }
    }
}
