package org.gatehouse.lab.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gatehouse.lab.account.Account;
import org.gatehouse.text.Printable;

/** Finds accounts by what people call them: {@code alice}, {@code WS1}, {@code LAB\alice}, {@code carol@PARTNER.LOCALHOST}. */
final class AccountLookup {
    private final LabControl lab;

    AccountLookup(LabControl lab) {
        this.lab = lab;
    }

    /** A bare name is the portal's domain's where that has it, as it would be on a computer of that domain. */
    Holder account(String text) throws CommandException {
        NameInRealms name = split(text);
        for (RealmControl realm : name.realms) {
            Optional<Account> account = realm.administration().find(name.name);
            if (account.isPresent()) {
                return new Holder(realm, account.get());
            }
        }
        throw CommandException.refused("there is no account '" + Printable.of(name.name) + "' in "
                + name.realms.stream().map(RealmControl::name).collect(Collectors.joining(" or ")) + ".");
    }

    /** For an account that is to be: its name alone, and the domain. */
    NewAccount newAccount(String text) throws CommandException {
        NameInRealms name = split(text);
        return new NewAccount(name.realms.get(0), name.name);
    }

    /** The name is checked by whoever creates the account. */
    record NewAccount(RealmControl realm, String name) {}

    RealmControl realm(String text) throws CommandException {
        return findRealm(text)
                .orElseThrow(() -> CommandException.refused("there is no domain '" + Printable.of(text)
                        + "' in this lab; it has "
                        + lab.realms().stream()
                                .map(realm -> realm.netBiosName() + " (" + realm.name() + ")")
                                .collect(Collectors.joining(" and "))
                        + "."));
    }

    Optional<RealmControl> findRealm(String text) {
        return lab.realms().stream()
                .filter(realm -> realm.name().equalsIgnoreCase(text)
                        || realm.netBiosName().equalsIgnoreCase(text))
                .findFirst();
    }

    private NameInRealms split(String text) throws CommandException {
        if (text.isBlank()) {
            throw CommandException.wrongUsage("the name of an account is missing.");
        }
        int backslash = text.indexOf('\\');
        if (backslash >= 0 && !text.contains("=")) { // a DN may have one as well
            return new NameInRealms(text.substring(backslash + 1), List.of(realm(text.substring(0, backslash))));
        }
        int at = text.lastIndexOf('@');
        Optional<RealmControl> realm = at < 0 ? Optional.empty() : findRealm(text.substring(at + 1));
        boolean isLogonName = lab.realms().stream()
                .anyMatch(it -> it.administration().find(text).isPresent());
        return realm.isPresent() && !isLogonName
                ? new NameInRealms(text.substring(0, at), List.of(realm.get()))
                : new NameInRealms(text, lab.realms());
    }

    private record NameInRealms(String name, List<RealmControl> realms) {}
}
