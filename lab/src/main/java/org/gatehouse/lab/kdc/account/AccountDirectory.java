package org.gatehouse.lab.kdc.account;

import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.KeyCache;
import org.gatehouse.lab.kdc.crypto.KeyMaterial;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;

/** From the names of a request to the realm's accounts, in the order of [MS-KILE] 3.3.5.6.1 and 3.3.5.1.1. */
public final class AccountDirectory {
    private final String realm;
    private final Accounts accounts;
    private final KeyCache keys;
    private final KeyMaterial passwordService;

    public AccountDirectory(String realm, Accounts accounts, KeyCache keys) {
        this.realm = realm;
        this.accounts = accounts;
        this.keys = keys;
        this.passwordService = KeyMaterial.random();
    }

    /**
     * The account that a client says it is.
     *
     * @throws KdcException for an unknown or ambiguous client; whether it may log on is another matter, see {@link Logons}
     */
    public Client client(KerberosName name) throws KdcException {
        Account account = findClient(name).orElseThrow(() -> new KdcException(KdcError.KDC_ERR_C_PRINCIPAL_UNKNOWN));
        return new Client(account, keysOf(account));
    }

    /**
     * The password service, whose tickets have to be initial ones (RFC 3244 §2). Active Directory seals them with the key of {@code krbtgt}, so
     * that somebody whose password has expired could use them as ticket-granting tickets; here the service, which the lab
     * does not have, has keys of its own.
     */
    public Service passwordService(KerberosName name) {
        return new Service(name, Optional.empty(), keys.of(passwordService));
    }

    /**
     * An account's service; empty if nobody owns the name.
     *
     * @throws KdcException for an ambiguous or disabled service, or a user that is none
     */
    public Optional<Service> service(KerberosName name, DuplicateSpn onDuplicate) throws KdcException {
        Optional<Account> account = name.components().size() == 1
                ? accountAsService(name.toString())
                : findService(name.components(), onDuplicate);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        if (account.get().state().disabled()) {
            throw new KdcException(KdcError.KDC_ERR_SERVICE_REVOKED);
        }
        return Optional.of(new Service(name, account, keysOf(account.get())));
    }

    private AccountKeys keysOf(Account account) {
        return keys.of(KeyMaterial.of(realm, account));
    }

    /** The realm's own ticket-granting service, under its proper name whatever the letter case of the request. */
    public Service ticketGrantingService() throws KdcException {
        Account account = sam(KerberosName.KRBTGT)
                .orElseThrow(() -> new KdcException(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN, "no account krbtgt"));
        return new Service(KerberosName.ticketGrantingService(realm), Optional.of(account), keysOf(account));
    }

    private Optional<Account> findClient(KerberosName name) throws KdcException {
        return name.type() == KerberosName.NT_ENTERPRISE && name.toString().contains("@")
                ? findByUserPrincipalName(name.toString())
                : findByPrincipalName(name.toString());
    }

    /** An explicit UPN, or the one that every account of the realm has without saying so. */
    private Optional<Account> findByUserPrincipalName(String name) throws KdcException {
        Optional<Account> explicit = userPrincipal(name);
        String suffix = "@" + realm;
        int at = name.length() - suffix.length();
        return explicit.isEmpty() && name.regionMatches(true, at, suffix, 0, suffix.length())
                ? sam(name.substring(0, at))
                : explicit;
    }

    /** A user or computer, or the UPN that {@code ktpass} makes from an SPN. */
    private Optional<Account> findByPrincipalName(String name) throws KdcException {
        Optional<Account> account = userOrComputer(name);
        return account.isPresent() ? account : userPrincipal(name + "@" + realm);
    }

    private Optional<Account> userOrComputer(String name) throws KdcException {
        Optional<Account> user = sam(name);
        return user.isPresent() ? user : sam(name + "$");
    }

    private Optional<Account> sam(String name) throws KdcException {
        return only(accounts.findByName(name).stream()
                .filter(account -> account.samAccountName().equalsIgnoreCase(name))
                .toList());
    }

    private Optional<Account> userPrincipal(String name) throws KdcException {
        return only(accounts.findByName(name).stream()
                .filter(account -> account.userPrincipalName()
                        .filter(name::equalsIgnoreCase)
                        .isPresent())
                .toList());
    }

    /** An account by its bare name serves if somebody made it a service; else its tickets would be a way to its password. */
    private Optional<Account> accountAsService(String name) throws KdcException {
        Optional<Account> account = userOrComputer(name);
        if (account.isPresent()
                && account.get().servicePrincipalNames().isEmpty()
                && account.get().kind() == Account.Kind.USER) {
            throw new KdcException(KdcError.KDC_ERR_MUST_USE_USER2USER);
        }
        return account;
    }

    /** The SPN itself; else, as {@code sPNMappings} has it, the HOST of the same name. */
    private Optional<Account> findService(List<String> components, DuplicateSpn onDuplicate) throws KdcException {
        Optional<Account> owner = owner(String.join("/", components), onDuplicate);
        if (owner.isPresent() || !HostServices.include(components.get(0))) {
            return owner;
        }
        return owner("HOST/" + String.join("/", components.subList(1, components.size())), onDuplicate);
    }

    /** A disabled account owns its names all the same. */
    private Optional<Account> owner(String servicePrincipalName, DuplicateSpn onDuplicate) throws KdcException {
        List<Account> owners = accounts.findByServicePrincipalName(servicePrincipalName);
        if (owners.size() < 2) {
            return owners.stream().findFirst();
        }
        return switch (onDuplicate) {
            case PRINCIPAL_NOT_UNIQUE -> throw ambiguous(KdcError.KDC_ERR_PRINCIPAL_NOT_UNIQUE, owners);
            case S_PRINCIPAL_UNKNOWN -> throw ambiguous(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN, owners);
            case NEWEST_OWNER -> Optional.of(owners.get(owners.size() - 1));
        };
    }

    private static Optional<Account> only(List<Account> found) throws KdcException {
        if (found.size() > 1) {
            throw ambiguous(KdcError.KDC_ERR_PRINCIPAL_NOT_UNIQUE, found);
        }
        return found.stream().findFirst();
    }

    private static KdcException ambiguous(KdcError error, List<Account> owners) {
        String names =
                String.join(", ", owners.stream().map(Account::samAccountName).toList());
        return new KdcException(error, owners.size() + " accounts have this name: " + names);
    }

    /** An account that asks for tickets. */
    public record Client(Account account, AccountKeys keys) {
        public boolean needsPreAuthentication() {
            return !account.state().has(AccountState.DONT_REQUIRE_PREAUTH);
        }
    }

    /**
     * What tickets are for.
     *
     * @param name the one the ticket bears: the requested alias, not the account's
     * @param account empty for the ticket-granting service of another realm
     */
    public record Service(KerberosName name, Optional<Account> account, AccountKeys keys) {
        public boolean trustedForDelegation() {
            return account.filter(it -> it.state().has(AccountState.TRUSTED_FOR_DELEGATION))
                    .isPresent();
        }

        private List<Etype> sessionKeyTypes() {
            return name.isTicketGrantingService()
                    ? List.of(Etype.values())
                    : account.map(it -> Etype.supportedForSessions(it.supportedEncryptionTypes()))
                            .orElse(keys.etypes());
        }

        /**
         * The type of the session key: the first of the client's that the service can do. The ticket's own type is
         * another matter, {@link AccountKeys#strongest}. A ticket-granting service is a KDC, which can do all of them
         * whatever keys it has.
         */
        public Etype sessionKeyType(List<Integer> offered) throws KdcException {
            List<Etype> able = sessionKeyTypes();
            for (int number : offered) {
                Optional<Etype> type = Etype.of(number).filter(able::contains);
                if (type.isPresent()) {
                    return type.get();
                }
            }
            throw new KdcException(
                    KdcError.KDC_ERR_ETYPE_NOSUPP,
                    "the client offers %s, the service %s has %s"
                            .formatted(
                                    offered.stream().map(Etype::describe).toList(),
                                    account.map(Account::samAccountName).orElse(name.toString()),
                                    able));
        }
    }
}
