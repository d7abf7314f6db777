package org.gatehouse.lab.account;

/** Why Windows does not let somebody log on, [MS-ERREF] 2.3.1: a KRB-ERROR has only one code for several of them. */
public enum NtStatus {
    STATUS_LOGON_FAILURE(0xc000_006d, "the user name or the password is wrong"),
    STATUS_ACCOUNT_RESTRICTION(0xc000_006e, "the account may not have an empty password"),
    STATUS_PASSWORD_EXPIRED(0xc000_0071, "the password has expired"),
    STATUS_ACCOUNT_DISABLED(0xc000_0072, "the account is disabled"),
    STATUS_ACCOUNT_EXPIRED(0xc000_0193, "the account has expired"),
    STATUS_PASSWORD_MUST_CHANGE(0xc000_0224, "the password has to be changed before the first logon"),
    STATUS_ACCOUNT_LOCKED_OUT(0xc000_0234, "the account is locked after too many wrong passwords");

    private final int number;
    private final String text;

    NtStatus(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** As it stands in 32 bits. */
    public int number() {
        return number;
    }

    /** One plain clause. */
    public String text() {
        return text;
    }
}
