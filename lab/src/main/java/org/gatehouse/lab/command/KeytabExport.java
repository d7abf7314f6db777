package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;

/**
 * An account's keys on their way into a keytab, under one name.
 *
 * @param oddities what will not work with them
 */
record KeytabExport(AccountKeytab file, List<String> oddities) {
    static KeytabExport of(Holder holder, String name, KeytabOptions options) throws CommandException {
        Account account = holder.account();
        int own = account.supportedEncryptionTypes();
        int types = options.types().orElse(EncryptionTypes.effective(own));
        int kvno = options.keyVersionNumber().orElse(account.password().keyVersionNumber());
        String realm = holder.realm().name();
        AccountKeys keys = AccountKeys.of(realm, with(account, types, kvno));
        List<String> oddities = new ArrayList<>();
        wrongVersion(kvno, account.password().keyVersionNumber()).ifPresent(oddities::add);
        int strongest = EncryptionTypes.strongest(own);
        if ((types & strongest) == 0) {
            oddities.add("the KDC seals " + holder.name() + "'s tickets with " + EncryptionTypes.describe(strongest)
                    + ", of which there is no key: an acceptor refuses them (GH-K011).");
        }
        return new KeytabExport(AccountKeytab.of(List.of(new KeytabPrincipal(realm, name, keys))), oddities);
    }

    private static Optional<String> wrongVersion(int written, int real) {
        if (written == real) {
            return Optional.empty();
        }
        return Optional.of(
                written == 0
                        ? "kvno 0 stands for any version: the key is tried whatever version a ticket names."
                        : "the account's key is kvno " + real + ", and so tickets say: with this file Gatehouse refuses"
                                + " them, GH-K013 KRB_AP_ERR_BADKEYVER (44).");
    }

    private static Account with(Account account, int types, int kvno) {
        Password password = account.password();
        return account.withKeys(types, new Password(password.text(), kvno, password.lastSet()));
    }
}
