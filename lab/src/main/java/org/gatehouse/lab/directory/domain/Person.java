package org.gatehouse.lab.directory.domain;

import java.util.List;
import org.gatehouse.lab.account.Account;

/**
 * A user account that is somebody's and no service's.
 *
 * @param groups the CNs of the groups that list it as member
 */
public record Person(Account account, List<String> groups) {
    public Person {
        groups = List.copyOf(groups);
    }
}
