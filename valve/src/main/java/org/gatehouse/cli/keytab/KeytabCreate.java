package org.gatehouse.cli.keytab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.Arguments;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.names.TypedSpn;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.files.DiskFile;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabWriter;
import org.gatehouse.keytab.ServiceAccount;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.settings.PasswordFile;
import org.gatehouse.text.Printable;

/** {@code keytab create}: the keys of an account whose password is known. */
final class KeytabCreate {
    private static final String DEFAULT_TYPES = "aes256-sha1,aes128-sha1";
    /** KRB_NT_PRINCIPAL (RFC 4120 §6.2), as ktpass writes it. */
    private static final int NT_PRINCIPAL = 1;

    private static final long MAX_KVNO = 0xffff_ffffL;

    private final Terminal terminal;
    private final InstantSource clock;

    KeytabCreate(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** A name that gets keys, and the account that has them. */
    private record Principal(PrincipalName name, ServiceAccount account) {}

    int run(List<String> words) throws UsageException, FailedException {
        Arguments arguments = Arguments.parse(
                words,
                Set.of("--principal", "--kvno", "--out", "--enctypes", "--account", "--salt", "--password-file"),
                Set.of("--force"));
        arguments.requireNoOperands();
        Path out = LocalFiles.path(arguments.required("--out"));
        List<Principal> principals = principals(arguments);
        long kvno = kvno(arguments.required("--kvno"));
        List<EncryptionType> types = types(arguments.one("--enctypes").orElse(DEFAULT_TYPES));
        try (SecretChars password = password(arguments.one("--password-file"));
                Keytab keytab = keys(principals, kvno, types, password);
                SecretBytes content = KeytabWriter.write(keytab.entries())) {
            new NewFile(out, arguments.has("--force")).write(content);
            for (Principal principal : principals) {
                terminal.print(Printable.of(out.toString()) + ": "
                        + Printable.of(principal.name().at(principal.account().realm())) + ", kvno " + kvno + ", "
                        + types.stream().map(EncryptionType::shortName).collect(Collectors.joining(", "))
                        + ", made with the salt "
                        + Printable.of(principal.account().salt()) + "\n");
            }
        }
        return ExitStatus.WELL;
    }

    private Keytab keys(List<Principal> principals, long kvno, List<EncryptionType> types, SecretChars password) {
        List<Keytab.Entry> entries = new ArrayList<>();
        for (Principal principal : principals) {
            for (EncryptionType type : types) {
                EncryptionKey key = principal.account().key(type, password);
                entries.add(new Keytab.Entry(
                        principal.account().realm(),
                        principal.name(),
                        kvno,
                        type.number(),
                        key.value(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            }
        }
        return new Keytab(entries);
    }

    private static List<Principal> principals(Arguments arguments) throws UsageException {
        Optional<String> account = arguments.one("--account");
        Optional<String> salt = arguments.one("--salt");
        if (salt.isPresent() && account.isPresent()) {
            throw new UsageException("--salt and --account exclude each other: the account decides the salt.");
        }
        List<String> texts = arguments.all("--principal");
        if (texts.isEmpty()) {
            throw new UsageException("--principal is missing.");
        }
        if (texts.size() > 1 && salt.isEmpty() && account.isEmpty()) {
            throw new UsageException("several names need the account that has them: add --account.");
        }
        List<Principal> principals = new ArrayList<>();
        for (String text : texts) {
            principals.add(principal(text, account, salt));
        }
        return principals;
    }

    /**
     * A name with the account's salt: Active Directory's if the account is named; else, by RFC 4120 §4, that of an account
     * of its own, which differs from the former for realms in small letters only.
     */
    private static Principal principal(String text, Optional<String> account, Optional<String> salt)
            throws UsageException {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new UsageException(
                    "--principal must be a name with its realm, such as HTTP/portal.example.com@EXAMPLE.COM.");
        }
        ServiceName service = service(text.substring(0, at));
        String realm = text.substring(at + 1);
        if (!ServiceName.isRealm(realm)) {
            throw new UsageException(
                    "--principal has a realm with other characters than letters, digits, dots and hyphens.");
        }
        String name = account.orElse(service.spn());
        ServiceAccount owner = ServiceAccount.parse(name + "@" + realm)
                .orElseThrow(() -> new UsageException("--account must be a name without a realm, such as svc-portal, or"
                        + " PORTAL$ for a computer. Write it in the same case as the domain."));
        return new Principal(
                new PrincipalName(NT_PRINCIPAL, service.principal().components()),
                account.isPresent()
                        ? owner
                        : owner.withSalt(salt.orElse(
                                realm + String.join("", service.principal().components()))));
    }

    private static ServiceName service(String text) throws UsageException {
        try {
            return TypedSpn.parse(text);
        } catch (UsageException e) {
            throw new UsageException("--principal " + e.problem() + ".");
        }
    }

    private static long kvno(String text) throws UsageException {
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) < 1 || Long.parseLong(text) > MAX_KVNO) {
            throw new UsageException("--kvno must be a number from 1 to " + MAX_KVNO
                    + ": the version of the account's password, msDS-KeyVersionNumber in Active Directory.");
        }
        return Long.parseLong(text);
    }

    private static List<EncryptionType> types(String text) throws UsageException {
        List<EncryptionType> types = new ArrayList<>();
        for (String name : text.split(",", -1)) {
            types.add(EncryptionType.named(name.strip())
                    .orElseThrow(
                            () -> new UsageException("--enctypes: \"" + Printable.of(name.strip()) + "\" is not one of "
                                    + Arrays.stream(EncryptionType.values())
                                            .map(EncryptionType::shortName)
                                            .collect(Collectors.joining(", "))
                                    + ".")));
        }
        return types.stream().distinct().toList();
    }

    private SecretChars password(Optional<String> path) throws UsageException, FailedException {
        if (path.isEmpty()) {
            try {
                return terminal.password();
            } catch (IOException e) {
                throw new FailedException("no password was given: " + Printable.of(DiskFile.reason(e)) + ".");
            }
        }
        try (SecretBytes content = DiskFile.read(LocalFiles.path(path.get()), PasswordFile.MAX_LENGTH)) {
            return PasswordFile.password(content);
        } catch (IOException e) {
            throw new FailedException("the password in " + Printable.of(path.get()) + " cannot be read: "
                    + Printable.of(DiskFile.reason(e)) + ".");
        }
    }
}
