package org.gatehouse.lab.directory.value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.WindowsTime;

/** Reads the attributes of an entry. */
public final class EntryValues {
    private EntryValues() {}

    public static Account account(Entry entry) {
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

    public static LogonProfile profile(Entry entry) {
        return new LogonProfile(
                text(entry, "displayName").orElse(""),
                text(entry, "scriptPath").orElse(""),
                text(entry, "profilePath").orElse(""),
                text(entry, "homeDirectory").orElse(""),
                text(entry, "homeDrive").orElse(""));
    }

    public static DomainSid sid(Entry entry) {
        return DomainSid.ofBytes(entry.get("objectSid").get().getBytes());
    }

    /** A FILETIME ([MS-DTYP] 2.3.3); 0 and the greatest number stand for no time at all. */
    public static Optional<Instant> time(Entry entry, String attribute) {
        long ticks = largeInteger(entry, attribute);
        return ticks > 0 && ticks != Long.MAX_VALUE ? Optional.of(WindowsTime.instant(ticks)) : Optional.empty();
    }

    public static Optional<String> text(Entry entry, String attribute) {
        return texts(entry, attribute).stream().findFirst();
    }

    public static List<String> texts(Entry entry, String attribute) {
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

    /** 0 if the attribute is absent. */
    public static int number(Entry entry, String attribute) {
        return text(entry, attribute).map(Integer::parseInt).orElse(0);
    }

    /** 0 if the attribute is absent. */
    public static long largeInteger(Entry entry, String attribute) {
        return text(entry, attribute).map(Long::parseLong).orElse(0L);
    }
}
