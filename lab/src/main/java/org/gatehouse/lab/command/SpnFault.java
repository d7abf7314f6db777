package org.gatehouse.lab.command;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;

/** What goes wrong with the service principal name of a web server, done to the portal. A reset of the lab undoes it. */
public enum SpnFault {
    MISSING_SPN("missing-spn", "nobody owns the SPN", "the KDC answers KDC_ERR_S_PRINCIPAL_UNKNOWN (7)") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.removeName();
        }
    },
    DUPLICATE_SPN_NOT_UNIQUE(
            "duplicate-spn not-unique",
            "two accounts own the SPN",
            "the KDC answers KDC_ERR_PRINCIPAL_NOT_UNIQUE (8)") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.duplicate(DuplicateSpn.PRINCIPAL_NOT_UNIQUE);
        }
    },
    DUPLICATE_SPN_UNKNOWN(
            "duplicate-spn unknown", "two accounts own the SPN", "the KDC answers KDC_ERR_S_PRINCIPAL_UNKNOWN (7)") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.duplicate(DuplicateSpn.S_PRINCIPAL_UNKNOWN);
        }
    },
    DUPLICATE_SPN_OTHER_KEY(
            "duplicate-spn other-key",
            "two accounts own the SPN",
            "tickets are encrypted with the other one's key: the portal's log says GH-K012") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.duplicate(DuplicateSpn.NEWEST_OWNER);
        }
    },
    SPN_ON_WRONG_ACCOUNT(
            "spn-on-wrong-account",
            "another account owns the SPN",
            "tickets are encrypted with its key: the portal's log says GH-K012") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.removeName();
            portal.addToRival();
        }
    },
    SPN_WITH_PORT(
            "spn-with-port",
            "the SPN was registered with the port",
            "clients ask without: the KDC answers KDC_ERR_S_PRINCIPAL_UNKNOWN (7)") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.removeName();
            portal.add(portal.name + ":" + portal.port);
        }
    },
    SPN_SHORT_NAME_ONLY(
            "spn-short-name-only",
            "only the short name was registered",
            "clients ask for the full one: the KDC answers KDC_ERR_S_PRINCIPAL_UNKNOWN (7)") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.removeName();
            portal.addShortName();
        }
    },
    STALE_KEYTAB(
            "stale-keytab",
            "the account has a new password, the keytab is the old one",
            "new tickets have a kvno that the portal lacks: its log says GH-K013") {
        @Override
        void change(Portal portal) throws AdministrationException {
            portal.holder.administration().setPassword(portal.holder.name(), portal.randomPassword());
        }
    };

    /** The account that gets in the way. */
    static final String RIVAL = "svc-rival";

    private final String id;
    private final String cause;
    private final String effect;

    SpnFault(String id, String cause, String effect) {
        this.id = id;
        this.cause = cause;
        this.effect = effect;
    }

    /**
     * Breaks a lab whose portal is in order.
     *
     * @throws AdministrationException if the portal's SPN is not on one account, as by another fault before
     */
    public void apply(LabControl lab) throws AdministrationException {
        change(Portal.of(lab));
    }

    abstract void change(Portal portal) throws AdministrationException;

    /** {@code duplicate-spn other-key}, as on a command line. */
    public String id() {
        return id;
    }

    /** One plain clause. */
    public String cause() {
        return cause;
    }

    /** What comes of it, one plain clause. */
    public String effect() {
        return effect;
    }

    static Optional<SpnFault> of(String id) {
        return Arrays.stream(values())
                .filter(fault -> fault.id.equalsIgnoreCase(id))
                .findFirst();
    }

    /** The portal's name and account, when all is well. */
    static final class Portal {
        private static final int RANDOM_TRIES = 100;

        private final RealmControl realm;
        private final Holder holder;
        private final String name;
        private final int port;
        private final SecureRandom random = new SecureRandom();

        private Portal(Holder holder, String name, int port) {
            this.realm = holder.realm();
            this.holder = holder;
            this.name = name;
            this.port = port;
        }

        static Portal of(LabControl lab) throws AdministrationException {
            String name = ServicePrincipalName.HTTP + "/" + lab.portal().getHost();
            var owners = new SpnOwners(lab).of(name);
            if (owners.size() != 1) {
                throw new AdministrationException(name + " has " + owners.size()
                        + " owners, not one: there is a fault already, or the portal lives by HOST.");
            }
            return new Portal(owners.get(0), name, lab.portal().getPort());
        }

        void removeName() throws AdministrationException {
            holder.administration().removeServicePrincipalName(holder.name(), name);
        }

        void add(String other) throws AdministrationException {
            holder.administration().addServicePrincipalName(holder.name(), other);
        }

        void addShortName() throws AdministrationException {
            int dot = name.indexOf('.');
            String shortName = dot < 0 ? name : name.substring(0, dot);
            if (!holder.owns(shortName)) {
                add(shortName);
            }
        }

        void duplicate(DuplicateSpn outcome) throws AdministrationException {
            realm.setKdcPolicy(realm.kdcPolicy().withDuplicateSpn(outcome));
            addToRival();
        }

        /** With the same key version as the portal's account: not the number is to be wrong, but the key. */
        void addToRival() throws AdministrationException {
            DomainAdministration administration = realm.administration();
            if (administration.find(RIVAL).isEmpty()) {
                administration.createUser(RIVAL, randomPassword());
            }
            int wanted = holder.account().password().keyVersionNumber();
            int kvno = administration.find(RIVAL).orElseThrow().password().keyVersionNumber();
            for (int i = 0; i < RANDOM_TRIES && kvno < wanted; i++) {
                kvno = administration.setPassword(RIVAL, randomPassword());
            }
            administration.addServicePrincipalName(RIVAL, name);
        }

        String randomPassword() {
            return NewPassword.random(random).text();
        }
    }
}
