package org.gatehouse.lab.command;

import java.util.Locale;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.text.Printable;

/** The changes that the options of {@code user.sh} stand for. */
final class UserChanges {
    static final String MUST_CHANGE = "a logon with the right password is refused: KDC_ERR_KEY_EXPIRED (23),"
            + " STATUS_PASSWORD_MUST_CHANGE (c0000224).";
    private static final String DISABLED =
            "logons are refused: KDC_ERR_CLIENT_REVOKED (18), STATUS_ACCOUNT_DISABLED (c0000072);"
                    + " so are requests with a ticket of before; tickets for services stay valid until they end.";
    private static final String LOCKED =
            "logons are refused: KDC_ERR_CLIENT_REVOKED (18), STATUS_ACCOUNT_LOCKED_OUT (c0000234),"
                    + " until it is unlocked or the domain's lock-out time is over.";
    private static final String ROASTING =
            "anyone who asks gets something encrypted with its password's key, to guess the password from (AS-REP roasting).";

    private UserChanges() {}

    /** The change that an option stands for. */
    static UserChange of(String option, CommandArguments rest) throws CommandException {
        return switch (option) {
            case "--disable" -> flag(AccountState.ACCOUNT_DISABLE, true, "is disabled", DISABLED);
            case "--enable" -> flag(AccountState.ACCOUNT_DISABLE, false, "is enabled", "");
            case "--lock" -> told(DomainAdministration::lock, "is locked", LOCKED);
            case "--unlock" -> told(DomainAdministration::unlock, "is not locked any more", "");
            case "--expire" -> Expiry.of(rest);
            case "--never-expire" -> Expiry.NEVER;
            case "--must-change" ->
                told(
                        DomainAdministration::requireNewPassword,
                        "has to change the password at the next logon",
                        MUST_CHANGE);
            case "--no-preauth" ->
                flag(AccountState.DONT_REQUIRE_PREAUTH, true, "needs no pre-authentication", ROASTING);
            case "--preauth" -> flag(AccountState.DONT_REQUIRE_PREAUTH, false, "needs pre-authentication", "");
            case "--etypes" -> etypes(rest.valueOf(option));
            case "--delegate" -> delegation(rest.valueOf(option));
            case "--group" -> group(rest.valueOf(option));
            default -> throw CommandArguments.unknownOption(option);
        };
    }

    private static UserChange flag(int flag, boolean on, String fact, String consequence) {
        return told((administration, name) -> administration.setControl(name, flag, on), fact, consequence);
    }

    private static UserChange told(Step step, String fact, String consequence) {
        return (holder, report) -> {
            step.make(holder.administration(), holder.name());
            report.line(holder.name() + " " + fact + ".");
            if (!consequence.isEmpty()) {
                report.note(consequence);
            }
        };
    }

    private static UserChange etypes(String list) throws CommandException {
        int types = list.equalsIgnoreCase("default") ? 0 : EncryptionTypes.parse(list);
        String names =
                types == 0 ? "the default types, " + EncryptionTypes.describe(0) : EncryptionTypes.describe(types);
        return (holder, report) -> {
            holder.administration().setEncryptionTypes(holder.name(), types);
            report.line(holder.name() + " has keys of " + names + ".");
            if (!holder.account().servicePrincipalNames().isEmpty()) {
                report.note(
                        "tickets are encrypted with the strongest of them: a keytab without it is of no use (GH-K011).");
                report.next("./lab-scripts/keytab.sh --install");
            }
        };
    }

    private static UserChange delegation(String value) throws CommandException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on" ->
                flag(
                        AccountState.TRUSTED_FOR_DELEGATION,
                        true,
                        "is trusted for delegation",
                        "tickets for its services bear OK-AS-DELEGATE: clients may forward theirs to it.");
            case "off" -> flag(AccountState.TRUSTED_FOR_DELEGATION, false, "is not trusted for delegation", "");
            default -> throw CommandException.wrongUsage("--delegate is on or off, not '" + Printable.of(value) + "'.");
        };
    }

    private static UserChange group(String group) {
        return (holder, report) -> {
            holder.administration().addToGroup(holder.name(), group);
            report.line(holder.name() + " is a member of " + Printable.of(group) + ".");
        };
    }

    /** A change by itself. */
    @FunctionalInterface
    private interface Step {
        void make(DomainAdministration administration, String name) throws AdministrationException;
    }
}
