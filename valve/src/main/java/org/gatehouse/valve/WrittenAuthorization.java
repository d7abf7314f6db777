package org.gatehouse.valve;

import java.io.InvalidObjectException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.identity.WindowsAccount;

/** What a principal's {@link Authorization} is written as: part of the facts of {@link SerializedPrincipal}. */
final class WrittenAuthorization {
    /** What all facts of an account begin with. */
    private static final String ACCOUNT = "account.";

    private static final String SID = "account.sid";
    private static final String SAM_ACCOUNT_NAME = "account.samAccountName";
    private static final String USER_PRINCIPAL_NAME = "account.userPrincipalName";
    private static final String NETBIOS_DOMAIN = "account.netbiosDomain";
    private static final String DNS_DOMAIN = "account.dnsDomain";
    private static final String FULL_NAME = "account.fullName";
    private static final String LOGON_SERVER = "account.logonServer";
    private static final String LOGON_COUNT = "account.logonCount";
    private static final String LOGON_TIME = "account.logonTime";
    private static final String PASSWORD_LAST_SET = "account.passwordLastSet";
    private static final String PASSWORD_MUST_CHANGE = "account.passwordMustChange";
    private static final String GROUPS = "groups";
    private static final String DENY_ONLY = "denyOnly";
    private static final String CIRCUMSTANCES = "circumstances";
    /** What all facts of claims begin with. */
    private static final String CLAIM = "claim";

    private static final String DEVICE_CLAIM = "deviceClaim";
    /** And the name of the reason. */
    private static final String DROPPED = "dropped.";

    private WrittenAuthorization() {}

    static void write(Authorization known, Map<String, String> facts) {
        WindowsAccount account = known.account();
        facts.put(SID, account.sid().toString());
        facts.put(SAM_ACCOUNT_NAME, account.samAccountName());
        account.userPrincipalName().ifPresent(name -> facts.put(USER_PRINCIPAL_NAME, name));
        facts.put(NETBIOS_DOMAIN, account.netbiosDomain());
        account.dnsDomain().ifPresent(name -> facts.put(DNS_DOMAIN, name));
        facts.put(FULL_NAME, account.fullName());
        facts.put(LOGON_SERVER, account.logonServer());
        facts.put(LOGON_COUNT, Integer.toString(account.logonCount()));
        write(account.times().logon(), LOGON_TIME, facts);
        write(account.times().passwordLastSet(), PASSWORD_LAST_SET, facts);
        write(account.times().passwordMustChange(), PASSWORD_MUST_CHANGE, facts);
        facts.put(GROUPS, WrittenFacts.text(known.groups()));
        facts.put(DENY_ONLY, WrittenFacts.text(known.denyOnly()));
        facts.put(CIRCUMSTANCES, WrittenFacts.text(known.circumstances()));
        WrittenClaims.write(CLAIM, known.claims(), facts);
        WrittenClaims.write(DEVICE_CLAIM, known.deviceClaims(), facts);
        known.dropped().forEach((reason, sids) -> facts.put(DROPPED + reason.name(), WrittenFacts.text(sids)));
    }

    private static void write(Optional<Instant> time, String name, Map<String, String> facts) {
        time.ifPresent(known -> facts.put(name, known.toString()));
    }

    /** Empty if nothing was known of the account. */
    static Optional<Authorization> read(WrittenFacts facts) throws InvalidObjectException {
        if (!facts.hasAny(ACCOUNT)) {
            return Optional.empty();
        }
        Map<SidDropReason, SidSet> dropped = new EnumMap<>(SidDropReason.class);
        for (SidDropReason reason : SidDropReason.values()) {
            SidSet sids = facts.sids(DROPPED + reason.name());
            if (!sids.isEmpty()) {
                dropped.put(reason, sids);
            }
        }
        return Optional.of(new Authorization(
                account(facts),
                facts.sids(GROUPS),
                facts.sids(DENY_ONLY),
                facts.sids(CIRCUMSTANCES),
                dropped,
                WrittenClaims.read(CLAIM, facts),
                WrittenClaims.read(DEVICE_CLAIM, facts),
                0)); // of interest at the sign-in alone
    }

    private static WindowsAccount account(WrittenFacts facts) throws InvalidObjectException {
        return new WindowsAccount(
                facts.sid(SID),
                facts.text(SAM_ACCOUNT_NAME),
                facts.maybe(USER_PRINCIPAL_NAME),
                facts.text(NETBIOS_DOMAIN),
                facts.maybe(DNS_DOMAIN),
                facts.text(FULL_NAME),
                facts.text(LOGON_SERVER),
                facts.number(LOGON_COUNT),
                new LogonTimes(
                        facts.maybeTime(LOGON_TIME),
                        facts.maybeTime(PASSWORD_LAST_SET),
                        facts.maybeTime(PASSWORD_MUST_CHANGE)));
    }
}
