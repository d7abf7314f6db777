package org.gatehouse.lab.command;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.NtStatus;

/** An account's state in plain words. */
final class UserState {
    private final Holder holder;
    private final Account account;
    private final DomainPolicy policy;
    private final CommandReport report = new CommandReport();

    private UserState(Holder holder) {
        this.holder = holder;
        this.account = holder.account();
        this.policy = holder.realm().domainPolicy();
    }

    static CommandReport of(Holder holder) {
        return new UserState(holder).told();
    }

    private CommandReport told() {
        report.line(holder.described());
        row("domain", holder.realm().name());
        row("logon", logon());
        account.userPrincipalName().ifPresent(name -> row("known as", name));
        row("password", password());
        row("expires", account.state().expires().map(UserState::seconds).orElse("never"));
        account.state()
                .lockedAt()
                .ifPresent(at -> row("locked", "at " + seconds(at) + " after too many wrong passwords, or by hand"));
        row("enctypes", enctypes());
        row("pre-auth", account.state().has(AccountState.DONT_REQUIRE_PREAUTH) ? "not required" : "required");
        row(
                "delegate",
                account.state().has(AccountState.TRUSTED_FOR_DELEGATION)
                        ? "trusted, tickets bear OK-AS-DELEGATE"
                        : "not trusted");
        String label = "SPNs";
        for (String name : account.servicePrincipalNames()) {
            row(label, name);
            label = "";
        }
        return report;
    }

    private String logon() {
        Instant now = holder.realm().clock().instant();
        Optional<NtStatus> obstacle = Stream.of(
                        policy.restriction(account, now), policy.passwordRestriction(account, now))
                .flatMap(Optional::stream)
                .findFirst();
        return obstacle.map(status -> "refused: %s (%s %08x)".formatted(status.text(), status, status.number()))
                .orElse("allowed");
    }

    private String password() {
        String set = account.password()
                .lastSet()
                .map(at -> "set " + seconds(at) + until(at))
                .orElse("has to be changed at the next logon");
        return "kvno " + account.password().keyVersionNumber() + ", " + set;
    }

    private String until(Instant set) {
        boolean expires = account.kind() == Account.Kind.USER
                && !policy.maxPasswordAge().isZero()
                && !account.state().has(AccountState.DONT_EXPIRE_PASSWORD);
        return expires ? ", good until " + seconds(set.plus(policy.maxPasswordAge())) : ", does not expire";
    }

    private String enctypes() {
        int attribute = account.supportedEncryptionTypes();
        return EncryptionTypes.describe(attribute) + (attribute == 0 ? " (default)" : "");
    }

    private void row(String label, String text) {
        report.detail(String.format(Locale.ROOT, "%-10s %s", label, text));
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
