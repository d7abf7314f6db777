package org.gatehouse.lab.web;

import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.realm.RealmBase;
import org.gatehouse.lab.portal.PasswordUser;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's view of the lab's accounts, for the portal's form. It knows nobody without their password: the roles of those who
 * come with a ticket are the ticket's.
 */
public final class PasswordRealm extends RealmBase {
    private final Passwords passwords;

    public PasswordRealm(Passwords passwords) {
        this.passwords = passwords;
    }

    /** Who checks names and passwords. */
    @FunctionalInterface
    public interface Passwords {
        /** The user, or nobody: why, only the log says. */
        Optional<Member> signIn(String name, String password);
    }

    /** A user with their roles. */
    public record Member(PasswordUser user, Set<String> roles) {
        public Member {
            roles = Set.copyOf(roles);
        }
    }

    @Override
    public @Nullable Principal authenticate(@Nullable String name, @Nullable String password) {
        return name == null || password == null
                ? null
                : passwords.signIn(name, password).map(PasswordRealm::known).orElse(null);
    }

    private static Principal known(Member member) {
        return new GenericPrincipal(
                member.user().getName(), member.roles().stream().sorted().toList(), member.user());
    }

    @Override
    protected @Nullable String getPassword(String name) {
        return null;
    }

    @Override
    protected @Nullable Principal getPrincipal(String name) {
        return null;
    }
}
