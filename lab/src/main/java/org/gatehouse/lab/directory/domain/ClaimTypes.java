package org.gatehouse.lab.directory.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.directory.value.EntryValues;

/**
 * The claim types of every domain of the lab. Active Directory has an {@code msDS-ClaimType} object for each in its
 * configuration naming context, which the lab lacks; the claims are the same: the values of an attribute of the account's
 * entry under the name of the type ([MS-ADTS] 3.1.1.11.2.2).
 */
final class ClaimTypes {
    private static final String PREFIX = "ad://ext/";

    /** By the attribute that each is made of. */
    private static final Map<String, AccountClaim.Type> TYPES = new TreeMap<>(Map.of(
            "countryCode", AccountClaim.Type.INT64,
            "department", AccountClaim.Type.STRING,
            "employeeType", AccountClaim.Type.STRING,
            "title", AccountClaim.Type.STRING));

    private ClaimTypes() {}

    static List<AccountClaim> of(Entry account) {
        List<AccountClaim> claims = new ArrayList<>();
        TYPES.forEach((attribute, type) -> {
            List<String> values = EntryValues.texts(account, attribute);
            if (!values.isEmpty()) {
                claims.add(new AccountClaim(PREFIX + attribute, type, values));
            }
        });
        return claims;
    }
}
