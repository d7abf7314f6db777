package org.gatehouse.lab.directory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;

/** A domain's users and computers, as they are at the moment of the question. */
public final class DirectoryAccounts implements Accounts {
    private final DirectoryDomain domain;

    DirectoryAccounts(DirectoryDomain domain) {
        this.domain = domain;
    }

    @Override
    public List<Account> findByName(String name) {
        return accounts(domain.find(name, "sAMAccountName", "userPrincipalName"));
    }

    @Override
    public List<Account> findByServicePrincipalName(String servicePrincipalName) {
        return accounts(domain.find(servicePrincipalName, "servicePrincipalName"));
    }

    /** Every account, in the order of the RIDs. */
    public List<Account> all() {
        return accounts(byRid(domain.find("user", "objectClass")));
    }

    /** The users that are somebody's and no service's, in the order of the RIDs. */
    public List<Person> people() {
        return byRid(domain.find("user", "objectClass")).stream()
                .map(entry -> new Person(account(entry), groups(entry)))
                .filter(person -> isPerson(person.account()))
                .toList();
    }

    private static boolean isPerson(Account account) {
        return account.kind() == Account.Kind.USER
                && account.servicePrincipalNames().isEmpty()
                && !account.samAccountName().equalsIgnoreCase("krbtgt");
    }

    private List<String> groups(Entry member) {
        return byRid(domain.find(member.getDn().getName(), "member")).stream()
                .flatMap(group -> text(group, "cn").stream())
                .toList();
    }

    private static List<Entry> byRid(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparingLong(entry ->
                        Sid.ofBytes(entry.get("objectSid").get().getBytes()).rid()))
                .toList();
    }

    /** What people call the account's owner; empty if there is no such account or it has no {@code displayName}. */
    public Optional<String> displayName(String samAccountName) {
        return domain.find(samAccountName, "sAMAccountName").stream()
                .flatMap(entry -> text(entry, "displayName").stream())
                .findFirst();
    }

    @Override
    public List<Trust> trusts() {
        return List.of();
    }

    @Override
    public DomainPolicy policy() {
        return DomainPolicy.OF_A_NEW_DOMAIN;
    }

    @Override
    public void logonFailed(Account account, Instant now) {}

    @Override
    public void loggedOn(Account account, Instant now) {}

    private static List<Account> accounts(List<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.hasObjectClass("user"))
                .map(DirectoryAccounts::account)
                .toList();
    }

    private static Account account(Entry entry) {
        return new Account(
                text(entry, "sAMAccountName").orElseThrow(),
                entry.hasObjectClass("computer") ? Account.Kind.COMPUTER : Account.Kind.USER,
                text(entry, "userPrincipalName"),
                text(entry, "dNSHostName"),
                texts(entry, "servicePrincipalName"),
                number(entry, "msDS-SupportedEncryptionTypes"),
                new Password(
                        text(entry, "userPassword").orElse(""),
                        number(entry, "msDS-KeyVersionNumber"),
                        time(entry, "pwdLastSet")),
                new AccountState(
                        number(entry, "userAccountControl"),
                        time(entry, "accountExpires"),
                        time(entry, "lockoutTime")));
    }

    /** A FILETIME ([MS-DTYP] 2.3.3); 0 and the greatest number stand for no time at all. */
    private static Optional<Instant> time(Entry entry, String attribute) {
        return text(entry, attribute)
                .map(Long::parseLong)
                .filter(ticks -> ticks > 0 && ticks != Long.MAX_VALUE)
                .map(FileTime::instant);
    }

    private static Optional<String> text(Entry entry, String attribute) {
        return texts(entry, attribute).stream().findFirst();
    }

    private static List<String> texts(Entry entry, String attribute) {
        List<String> texts = new ArrayList<>();
        Attribute values = entry.get(attribute);
        if (values != null) {
            for (Value value : values) {
                texts.add(
                        value.isHumanReadable()
                                ? value.getString()
                                : new String(value.getBytes(), StandardCharsets.UTF_8)); // userPassword
            }
        }
        return texts;
    }

    private static int number(Entry entry, String attribute) {
        return text(entry, attribute).map(Integer::parseInt).orElse(0);
    }
}
