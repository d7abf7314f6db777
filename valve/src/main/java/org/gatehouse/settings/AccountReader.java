package org.gatehouse.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.ServiceAccount;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.text.AsciiCase;

/**
 * Makes the keys of an account whose password is in a file. A password does not say which services the account has, so
 * they have to be listed. It has no key version either, so its keys are tried for tickets of every version.
 */
final class AccountReader {
    private static final String EXAMPLE_FILE = "passwordFile=\"${catalina.base}/conf/portal.password\"";
    private static final String EXAMPLE_ACCOUNT = "account=\"svc-portal@EXAMPLE.COM\"";
    private static final String EXAMPLE_SPN = "spn=\"HTTP/portal.example.com\"";
    private static final List<Attribute<?>> OF_THE_ACCOUNT =
            List.of(Attribute.ACCOUNT, Attribute.PASSWORD_FILE, Attribute.SALT);
    /** By a password file. */
    private static final List<Attribute<?>> NEEDED = List.of(Attribute.ACCOUNT, Attribute.SPN);

    private final FileSource files;
    private final Set<EncryptionType> accepted;
    private final Problems problems;
    private final Problems outage;

    /**
     * @param problems with the attributes
     * @param outage problems with the file
     */
    AccountReader(FileSource files, Set<EncryptionType> accepted, Problems problems, Problems outage) {
        this.files = files;
        this.accepted = accepted;
        this.problems = problems;
        this.outage = outage;
    }

    /** Whether any attribute speaks of such an account. */
    static boolean isAsked(WrittenAttributes attributes) {
        return OF_THE_ACCOUNT.stream().anyMatch(attributes::has);
    }

    /** The keys of each name; the caller closes them. If there are none, there is one more problem. */
    Optional<KeyFile> read(WrittenAttributes attributes) {
        if (!OF_THE_ACCOUNT.stream().allMatch(attributes::isRight) || !isComplete(attributes)) {
            return Optional.empty();
        }
        ServiceAccount account = attributes.get(Attribute.ACCOUNT).orElseThrow();
        AcceptedNames names = attributes.get(Attribute.SPN);
        return keys(
                attributes.get(Attribute.SALT).map(account::withSalt).orElse(account),
                names,
                files.absolute(attributes.get(Attribute.PASSWORD_FILE).orElseThrow()));
    }

    private Optional<KeyFile> keys(ServiceAccount account, AcceptedNames names, String path) {
        List<PrincipalName> services = services(account, names);
        if (services.isEmpty()) {
            problems.add(
                    FailureCode.INCOMPLETE_ACCOUNT,
                    Attribute.SPN.name(),
                    "none of the names is in " + account.realm() + ", the realm of the account",
                    "Add a name of the account " + account + ": " + EXAMPLE_SPN + ".");
        }
        try (SecretBytes file = files.read(path);
                SecretChars password = PasswordFile.password(file)) {
            return services.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new KeyFile(KeySource.password(path, account), keys(account, services, password)));
        } catch (PasswordFile.NoPasswordException e) {
            outage.add(
                    FailureCode.NO_PASSWORD,
                    Attribute.PASSWORD_FILE.name(),
                    path + " holds no password: " + e.getMessage(),
                    "Write only the password into it, as one line of UTF-8.");
        } catch (UntrustedOwnerException e) {
            outage.add(e.failure(Attribute.PASSWORD_FILE + ": " + path));
        } catch (IOException e) {
            outage.add(
                    FailureCode.PASSWORD_UNREADABLE,
                    Attribute.PASSWORD_FILE.name(),
                    path + " cannot be read: " + e.getMessage(),
                    "Check the path and the permissions for the user that Tomcat runs as.");
        }
        return Optional.empty();
    }

    private boolean isComplete(WrittenAttributes attributes) {
        if (!attributes.has(Attribute.PASSWORD_FILE)) {
            Attribute<?> alone = attributes.has(Attribute.ACCOUNT) ? Attribute.ACCOUNT : Attribute.SALT;
            incomplete(alone, "the attribute passwordFile is missing");
            return false;
        }
        List<String> missing = NEEDED.stream()
                .filter(attribute -> !attributes.has(attribute))
                .map(attribute -> "the attribute " + attribute + " is missing")
                .toList();
        if (!missing.isEmpty()) {
            incomplete(Attribute.PASSWORD_FILE, String.join(", and ", missing));
        }
        return missing.isEmpty();
    }

    private void incomplete(Attribute<?> attribute, String what) {
        problems.add(
                FailureCode.INCOMPLETE_ACCOUNT,
                attribute.name(),
                what,
                "An account with a password needs " + EXAMPLE_ACCOUNT + ", " + EXAMPLE_FILE + " and " + EXAMPLE_SPN
                        + " with the names that setspn -L lists for it (or * for all). salt is only for accounts that are"
                        + " not salted as Active Directory does it.");
    }

    private Keytab keys(ServiceAccount account, List<PrincipalName> services, SecretChars password) {
        List<Keytab.Entry> entries = new ArrayList<>();
        for (EncryptionType type : accepted.stream().sorted().toList()) {
            EncryptionKey key = account.key(type, password);
            services.forEach(service -> entries.add(
                    new Keytab.Entry(account.realm(), service, ServiceKey.ANY_KVNO, type.number(), key.value())));
        }
        return new Keytab(entries);
    }

    /** The listed names in the account's realm; the account itself, where every name is right. */
    private static List<PrincipalName> services(ServiceAccount account, AcceptedNames names) {
        if (names.listed().isEmpty()) {
            return List.of(account.principalName());
        }
        List<PrincipalName> services = new ArrayList<>();
        for (ServiceName name : names.listed()) {
            if (AsciiCase.isSame(name.realm().orElse(account.realm()), account.realm())) {
                services.add(name.principal());
            }
        }
        return services;
    }
}
