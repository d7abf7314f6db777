package org.gatehouse.cli.keytab;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.files.ProcessUser;
import org.gatehouse.settings.FileOwner;
import org.gatehouse.settings.TrustedOwners;

/**
 * Who should own the valve's files.
 *
 * @param user the user that Tomcat runs as, by name or number, if it was named
 * @param named those whom the valve's attribute {@code trustedKeyOwners} names
 */
public record ExpectedOwners(Optional<String> user, Set<String> named) {
    public ExpectedOwners {
        named = Set.copyOf(named);
    }

    /** The user that Tomcat runs as, or the one who asks. */
    public FileOwner process() {
        return user.map(ExpectedOwners::owner).orElseGet(ProcessUser::current);
    }

    private static FileOwner owner(String user) {
        return user.matches("\\d{1,10}")
                ? new FileOwner(Long.parseLong(user), user)
                : new FileOwner(OptionalLong.empty(), user);
    }

    public TrustedOwners trusted() {
        return new TrustedOwners(process(), named);
    }
}
