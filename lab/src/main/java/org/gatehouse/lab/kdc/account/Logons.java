package org.gatehouse.lab.kdc.account;

import java.util.Optional;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.account.NtStatus;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerbErrorData;
import org.gatehouse.lab.kdc.policy.Moment;

/**
 * Who may log on, as Active Directory decides it, and what the directory is told of those who try. The KRB-ERROR has one
 * code for several reasons; its {@code e-data} tells them apart ({@link KerbErrorData}).
 */
public final class Logons {
    private final Accounts accounts;

    public Logons(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Asked before anything is proved, as Windows does: nobody's password can be tried out on a locked account. */
    public void requireAllowed(Account account, Moment moment) throws KdcException {
        Optional<NtStatus> restriction = accounts.policy().restriction(account, moment.now());
        if (restriction.isPresent()) {
            NtStatus status = restriction.get();
            throw KdcException.of(
                    status == NtStatus.STATUS_ACCOUNT_RESTRICTION
                            ? KdcError.KDC_ERR_POLICY
                            : KdcError.KDC_ERR_CLIENT_REVOKED,
                    status);
        }
    }

    /**
     * Asked once the password is proved, lest it be told to somebody who does not know it; of an account that need not prove
     * it, at once.
     */
    public void requireUsablePassword(Account account, Moment moment) throws KdcException {
        Optional<NtStatus> restriction = accounts.policy().passwordRestriction(account, moment.now());
        if (restriction.isPresent()) {
            throw KdcException.of(KdcError.KDC_ERR_KEY_EXPIRED, restriction.get());
        }
    }

    public void wrongPassword(Account account, Moment moment) {
        accounts.logonFailed(account, moment.now());
    }

    public void rightPassword(Account account, Moment moment) {
        accounts.loggedOn(account, moment.now());
    }
}
