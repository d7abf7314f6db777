package org.gatehouse.lab.kdc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gatehouse.lab.account.Account;

/**
 * The derived keys of the accounts that were in use last: deriving them is the most expensive step of an exchange. An
 * account whose password, name or types change is another key of this map, so nothing ever has to be invalidated.
 */
final class KeyCache {
    private static final int MAX_ACCOUNTS = 256;

    private final String realm;

    private final Map<Account, AccountKeys> derived = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, AccountKeys> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    };

    KeyCache(String realm) {
        this.realm = realm;
    }

    synchronized AccountKeys of(Account account) {
        return derived.computeIfAbsent(account, it -> AccountKeys.of(realm, it));
    }
}
