package org.gatehouse.lab.directory.file;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.DomainPolicy;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.WindowsTime;
import org.gatehouse.lab.directory.value.EntryValues;
import org.gatehouse.lab.directory.value.ObjectKind;

/** Fills in what Active Directory would have set itself when the object was made. What the file says stays. */
public final class AccountDefaults {
    static final long RID_DOMAIN_USERS = 513;
    static final long RID_DOMAIN_COMPUTERS = 515;

    /** {@code ADS_UF_NORMAL_ACCOUNT} and {@code ADS_UF_WORKSTATION_TRUST_ACCOUNT} of [MS-ADTS] 2.2.16. */
    private static final int NORMAL_ACCOUNT = 0x200;

    private static final int WORKSTATION_TRUST_ACCOUNT = 0x1000;

    /** {@code GROUP_TYPE_SECURITY_ENABLED | GROUP_TYPE_ACCOUNT_GROUP} of [MS-ADTS] 2.2.12: a global security group. */
    private static final int GLOBAL_SECURITY_GROUP = 0x8000_0002;

    /** {@code GROUP_TYPE_RESOURCE_GROUP}: domain-local. */
    private static final int RESOURCE_GROUP = 0x4;

    /** {@code sAMAccountType} of [MS-SAMR] 2.2.1.9. */
    private static final int SAM_USER_OBJECT = 0x3000_0000;

    private static final int SAM_MACHINE_ACCOUNT = 0x3000_0001;
    private static final int SAM_GROUP_OBJECT = 0x1000_0000;
    private static final int SAM_ALIAS_OBJECT = 0x2000_0000;

    private static final List<String> DEFAULT_SERVICES = List.of("HOST", "RestrictedKrbHost");

    private static final int FIRST_KEY_VERSION = 1;
    private static final int RANDOM_PASSWORD_BYTES = 24;

    private final String dnsName;
    private final long now;
    private final SecureRandom random;

    public AccountDefaults(String dnsName, Instant now, SecureRandom random) {
        this.dnsName = dnsName;
        this.now = WindowsTime.of(now);
        this.random = random;
    }

    public void fill(DomainEntry object) throws LdapException {
        Entry entry = object.entry();
        if (object.kind() == ObjectKind.DOMAIN) {
            domain(entry);
        }
        if (object.kind() == ObjectKind.FOREIGN_SECURITY_PRINCIPAL) {
            foreignSecurityPrincipal(object);
        }
        String cn = object.text("cn");
        if (cn == null || !object.kind().isPrincipal()) {
            return;
        }
        switch (object.kind()) {
            case GROUP -> {
                put(entry, "sAMAccountName", cn);
                put(entry, "groupType", GLOBAL_SECURITY_GROUP);
                boolean local = (EntryValues.number(entry, "groupType") & RESOURCE_GROUP) != 0;
                put(entry, "sAMAccountType", local ? SAM_ALIAS_OBJECT : SAM_GROUP_OBJECT);
            }
            case COMPUTER -> {
                computer(entry, cn);
                account(entry);
            }
            default -> {
                user(object, cn);
                account(entry);
            }
        }
    }

    /** Its name is the SID of somebody in another domain ([MS-ADTS] 6.1.1.4.10). */
    private static void foreignSecurityPrincipal(DomainEntry object) throws LdapException {
        Optional<DomainSid> sid = Optional.ofNullable(object.text("cn")).flatMap(DomainSid::parse);
        if (sid.isPresent() && !object.entry().containsAttribute("objectSid")) {
            object.entry().add("objectSid", sid.get().toBytes());
        }
    }

    private void user(DomainEntry object, String cn) throws LdapException {
        Entry entry = object.entry();
        put(entry, "sAMAccountName", cn);
        put(entry, "displayName", cn);
        put(entry, "userPrincipalName", object.text("sAMAccountName") + "@" + dnsName);
        put(entry, "userAccountControl", NORMAL_ACCOUNT);
        put(entry, "primaryGroupID", RID_DOMAIN_USERS);
        put(entry, "sAMAccountType", SAM_USER_OBJECT);
    }

    /** A computer registers its services under its short and its full name when it joins. */
    private void computer(Entry entry, String cn) throws LdapException {
        String hostName = cn.toLowerCase(Locale.ROOT) + "." + dnsName;
        put(entry, "sAMAccountName", cn.toUpperCase(Locale.ROOT) + "$");
        put(entry, "dNSHostName", hostName);
        if (!entry.containsAttribute("servicePrincipalName")) {
            for (String service : DEFAULT_SERVICES) {
                entry.add("servicePrincipalName", service + "/" + cn.toUpperCase(Locale.ROOT));
                entry.add(
                        "servicePrincipalName",
                        service + "/" + entry.get("dNSHostName").getString());
            }
        }
        put(entry, "userAccountControl", WORKSTATION_TRUST_ACCOUNT);
        put(entry, "primaryGroupID", RID_DOMAIN_COMPUTERS);
        put(entry, "sAMAccountType", SAM_MACHINE_ACCOUNT);
    }

    private void account(Entry entry) throws LdapException {
        if (!entry.containsAttribute("userPassword")) {
            entry.add("userPassword", randomPassword(random).getBytes(StandardCharsets.US_ASCII)); // an octet string
        }
        put(entry, "msDS-KeyVersionNumber", FIRST_KEY_VERSION);
        put(entry, "pwdLastSet", now);
        put(entry, "accountExpires", Long.MAX_VALUE);
        put(entry, "badPwdCount", 0);
        put(entry, "badPasswordTime", 0);
    }

    /** A new domain's policy ([MS-ADTS] 6.1.1.4). */
    private static void domain(Entry entry) throws LdapException {
        DomainPolicy policy = DomainPolicy.OF_A_NEW_DOMAIN;
        put(entry, "maxPwdAge", WindowsTime.interval(policy.maxPasswordAge()));
        put(entry, "lockoutThreshold", policy.lockoutThreshold());
        put(entry, "lockoutDuration", WindowsTime.interval(policy.lockoutDuration()));
        put(entry, "lockOutObservationWindow", WindowsTime.interval(policy.lockoutWindow()));
    }

    static String randomPassword(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void put(Entry entry, String attribute, Object value) throws LdapException {
        if (!entry.containsAttribute(attribute)) {
            entry.add(attribute, value.toString());
        }
    }
}
