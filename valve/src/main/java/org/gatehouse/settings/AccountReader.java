package org.gatehouse.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gatehouse.acceptor.AcceptedNames;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
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
import org.gatehouse.text.Printable;

/**
 * Makes the keys of an account whose password lies in a file. A password does not tell which services the account has,
 * so they have to be listed; nor which version of the keys it makes, so they stand for every one.
 */
final class AccountReader {
    private static final String EXAMPLE_FILE = "passwordFile=\"${catalina.base}/conf/portal.password\"";
    private static final String EXAMPLE_ACCOUNT = "account=\"svc-portal@EXAMPLE.COM\"";
    private static final String EXAMPLE_SPN = "spn=\"HTTP/portal.example.com\"";
    private final FileSource files;
    private final Set<EncryptionType> accepted;
    private final List<Failure> problems;

    /** @param problems grows */
    AccountReader(FileSource files, Set<EncryptionType> accepted, List<Failure> problems) {
        this.files = files;
        this.accepted = accepted;
        this.problems = problems;
    }

    /** Whether there is any word of such an account. */
    static boolean isAsked(Map<Attribute, String> attributes) {
        return Stream.of(Attribute.ACCOUNT, Attribute.PASSWORD_FILE, Attribute.SALT)
                .anyMatch(attributes::containsKey);
    }

    /** The keys of each name; the caller closes them. Where there are none, there is a problem more. */
    Optional<KeyFile> read(Map<Attribute, String> attributes, AcceptedNames names) {
        if (!isComplete(attributes)) {
            return Optional.empty();
        }
        Optional<ServiceAccount> account = account(attributes);
        String path = attributes.getOrDefault(Attribute.PASSWORD_FILE, "");
        try (SecretBytes file = files.read(path);
                SecretChars password = PasswordFile.password(file)) {
            return account.flatMap(owner ->
                    keys(owner, names, password).map(keytab -> new KeyFile(KeySource.password(path, owner), keytab)));
        } catch (PasswordFile.NoPasswordException e) {
            problem(
                    FailureCode.NO_PASSWORD,
                    "passwordFile: " + path + " holds no password: " + e.getMessage() + ".",
                    "Write the password alone into it, as one line of UTF-8.");
        } catch (IOException e) {
            problem(
                    FailureCode.PASSWORD_UNREADABLE,
                    "passwordFile: " + path + " cannot be read: " + e.getMessage() + ".",
                    "Check the path and the permissions for the user that Tomcat runs as.");
        }
        return Optional.empty();
    }

    private boolean isComplete(Map<Attribute, String> attributes) {
        for (Attribute attribute : List.of(Attribute.PASSWORD_FILE, Attribute.ACCOUNT, Attribute.SALT)) {
            if (attributes.containsKey(attribute)
                    && attributes.getOrDefault(attribute, "").isBlank()) {
                incomplete(attribute, "it is empty");
                return false;
            }
        }
        if (!attributes.containsKey(Attribute.PASSWORD_FILE)) {
            Attribute alone = attributes.containsKey(Attribute.ACCOUNT) ? Attribute.ACCOUNT : Attribute.SALT;
            incomplete(alone, "the attribute passwordFile is missing");
            return false;
        }
        List<String> missing = Stream.of(Attribute.ACCOUNT, Attribute.SPN)
                .filter(attribute -> !attributes.containsKey(attribute))
                .map(attribute -> "the attribute " + attribute.attributeName() + " is missing")
                .toList();
        if (!missing.isEmpty()) {
            incomplete(Attribute.PASSWORD_FILE, String.join(", and ", missing));
        }
        return missing.isEmpty();
    }

    private void incomplete(Attribute attribute, String what) {
        problem(
                FailureCode.INCOMPLETE_ACCOUNT,
                attribute.attributeName() + ": " + what + ".",
                "An account with a password needs " + EXAMPLE_ACCOUNT + ", " + EXAMPLE_FILE + " and " + EXAMPLE_SPN
                        + " with the names that setspn -L lists of it (or * for all); salt is for accounts that are"
                        + " salted unlike Active Directory's.");
    }

    private Optional<ServiceAccount> account(Map<Attribute, String> attributes) {
        String text = attributes.getOrDefault(Attribute.ACCOUNT, "");
        Optional<ServiceAccount> account = ServiceAccount.parse(text);
        if (account.isEmpty()) {
            problem(
                    FailureCode.BAD_ATTRIBUTE_VALUE,
                    "account: \"" + Printable.of(text) + "\" is not the name of an account with its realm.",
                    "Write it as svc-portal@EXAMPLE.COM, or PORTAL$@EXAMPLE.COM for a computer, in the case that the"
                            + " domain has it.");
        }
        String salt = attributes.getOrDefault(Attribute.SALT, "");
        return salt.isEmpty() ? account : account.map(owner -> owner.withSalt(salt));
    }

    private Optional<Keytab> keys(ServiceAccount account, AcceptedNames names, SecretChars password) {
        List<PrincipalName> services = services(account, names);
        if (services.isEmpty()) {
            problem(
                    FailureCode.INCOMPLETE_ACCOUNT,
                    "spn: none of the names is in " + account.realm() + ", the realm of the account.",
                    "Add a name of the account " + account + ": " + EXAMPLE_SPN + ".");
            return Optional.empty();
        }
        List<Keytab.Entry> entries = new ArrayList<>();
        for (EncryptionType type : accepted.stream().sorted().toList()) {
            EncryptionKey key = account.key(type, password);
            services.forEach(service -> entries.add(
                    new Keytab.Entry(account.realm(), service, ServiceKey.ANY_KVNO, type.number(), key.value())));
        }
        return Optional.of(new Keytab(entries));
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

    private void problem(FailureCode code, String seen, String remedy) {
        problems.add(new Failure(code, seen, remedy));
    }
}
