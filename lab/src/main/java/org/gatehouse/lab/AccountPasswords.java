package org.gatehouse.lab;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.directory.domain.DirectoryAccounts;
import org.gatehouse.lab.portal.PasswordUser;
import org.gatehouse.lab.web.PasswordRealm;
import org.gatehouse.text.Printable;

/**
 * Signs in with a password those who could log on with it at the KDC: a locked, disabled or expired account gets nowhere, and
 * a wrong password counts.
 */
final class AccountPasswords implements PasswordRealm.Passwords {
    /** Longer than any name or password of an account. */
    private static final int MAX_LENGTH = 256;

    private final Logger logger = Logger.getLogger("org.gatehouse.lab.portal");
    private final List<LabRealm> realms;
    private final GroupRoles roles;

    /** @param realms the portal's own one first */
    AccountPasswords(List<LabRealm> realms, GroupRoles roles) {
        this.realms = List.copyOf(realms);
        this.roles = roles;
    }

    private record Candidate(LabRealm realm, Account account) {}

    @Override
    public Optional<PasswordRealm.Member> signIn(String name, String password) {
        if (name.length() > MAX_LENGTH || password.length() > MAX_LENGTH) {
            return refused("a user name or password of more than " + MAX_LENGTH + " characters");
        }
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        Optional<Candidate> candidate = candidate(name);
        if (candidate.isEmpty()) {
            return refused(Printable.quoted(name) + ": there is no such user");
        }
        LabRealm realm = candidate.get().realm();
        Account account = candidate.get().account();
        Instant now = realm.clock().instant();
        Optional<NtStatus> refusal =
                realm.directory().exclusively(() -> realm.directory().accounts().logOn(account, given, now));
        return refusal.isPresent()
                ? refused(Printable.quoted(name) + ": " + refusal.get().text())
                : Optional.of(member(realm, account));
    }

    private Optional<PasswordRealm.Member> refused(String why) {
        logger.info(() -> "The portal's form does not sign in " + why);
        return Optional.empty();
    }

    /** A name alone is one of the portal's own realm. */
    private Optional<Candidate> candidate(String name) {
        int at = name.lastIndexOf('@');
        String realmName = at < 0 ? realms.get(0).name() : name.substring(at + 1);
        String user = at < 0 ? name : name.substring(0, at);
        return realms.stream()
                .filter(realm -> realm.name().equalsIgnoreCase(realmName))
                .flatMap(realm -> realm.directory().accounts().findByName(user).stream()
                        .filter(account -> account.kind() == Account.Kind.USER)
                        .filter(account -> account.samAccountName().equalsIgnoreCase(user))
                        .map(account -> new Candidate(realm, account)))
                .findFirst();
    }

    private PasswordRealm.Member member(LabRealm realm, Account account) {
        List<String> sids =
                groups(realm, account).stream().map(DomainSid::toString).toList();
        Set<String> all = new HashSet<>(sids);
        all.addAll(roles.of(sids));
        return new PasswordRealm.Member(new PasswordUser(account.samAccountName(), realm.name(), sids), all);
    }

    /** Those of the user's domain, and the domain-local ones of the portal's, as in a ticket for the portal. */
    private List<DomainSid> groups(LabRealm realm, Account account) {
        DirectoryAccounts accounts = realm.directory().accounts();
        List<DomainSid> groups = new ArrayList<>();
        accounts.factsOf(account).ifPresent(facts -> {
            groups.addAll(facts.groups());
            List<DomainSid> members = new ArrayList<>(facts.groups());
            members.add(facts.sid());
            groups.addAll(realms.get(0).directory().accounts().domainLocalGroups(members));
        });
        return groups;
    }
}
