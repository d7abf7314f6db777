package org.gatehouse.lab.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.LabRealm;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.TicketCacheFile;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.io.Closing;
import org.gatehouse.lab.io.OwnerFolder;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What one test has of the lab, made when it asks for it; goes with the test. */
final class LabOfTest implements AutoCloseable {
    private final Lab lab;
    private final Map<String, LoggedOnUser> users = new LinkedHashMap<>();
    private final Closing parts = new Closing();
    private Optional<Workstation> workstation = Optional.empty();
    private Optional<Path> folder = Optional.empty();

    /** One user's logon, in this JVM and at a workstation. */
    private record LoggedOnUser(JvmLogon logon, Workstation workstation) {}

    LabOfTest(Lab lab) {
        this.lab = lab;
    }

    Lab lab() {
        return lab;
    }

    /** Where nobody is logged on yet. */
    Workstation workstation() throws IOException {
        if (workstation.isEmpty()) {
            workstation = Optional.of(newWorkstation());
        }
        return workstation.get();
    }

    JvmLogon logon(String user) throws IOException, LoginException {
        return loggedOn(user).logon;
    }

    Workstation workstation(String user) throws IOException, LoginException {
        return loggedOn(user).workstation;
    }

    private LoggedOnUser loggedOn(String user) throws IOException, LoginException {
        LoggedOnUser known = users.get(user);
        if (known != null) {
            return known;
        }
        Found found = find(user);
        JvmLogon logon = JvmLogon.withPassword(
                lab,
                found.account.samAccountName() + "@" + found.realm.name(),
                found.account.password().text());
        parts.add(() -> logOut(logon));
        Workstation own = newWorkstation();
        TicketCacheFile.write(own.ticketCache(), logon.subject());
        LoggedOnUser fresh = new LoggedOnUser(logon, own);
        users.put(user, fresh);
        return fresh;
    }

    /** With the keys that the account has now. */
    Path keytab(String user) throws IOException {
        Found found = find(user);
        String realm = found.realm.name();
        AccountKeys keys = AccountKeys.of(realm, found.account);
        List<KeytabPrincipal> principals = new ArrayList<>();
        principals.add(new KeytabPrincipal(realm, found.account.samAccountName(), keys));
        found.account.servicePrincipalNames().forEach(name -> principals.add(new KeytabPrincipal(realm, name, keys)));
        Path file = Files.createTempFile(folder(), "", ".keytab");
        AccountKeytab.write(file, principals);
        return file;
    }

    private Workstation newWorkstation() throws IOException {
        Workstation fresh = lab.workstation();
        parts.add(fresh::close);
        return fresh;
    }

    private Path folder() throws IOException {
        if (folder.isEmpty()) {
            OwnerFolder fresh = OwnerFolder.temporary("gatehouse-test-");
            parts.add(fresh::close);
            folder = Optional.of(fresh.path());
        }
        return folder.get();
    }

    private record Found(LabRealm realm, Account account) {}

    /** @param user {@code alice}, or {@code carol@PARTNER.LOCALHOST} */
    private Found find(String user) {
        int at = user.lastIndexOf('@');
        LabRealm realm;
        try {
            realm = at < 0 ? lab.realm() : lab.realm(user.substring(at + 1));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(user + ": " + e.getMessage(), e);
        }
        String name = at < 0 ? user : user.substring(0, at);
        return realm.administration()
                .find(name)
                .map(account -> new Found(realm, account))
                .orElseThrow(() -> new ExtensionConfigurationException(realm.name() + " has no account " + name
                        + ". Name one of its domain file, or write @LabUser(name = \"" + name
                        + "\", password = \"...\")"));
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }

    private static void logOut(JvmLogon logon) throws IOException {
        try {
            logon.close();
        } catch (LoginException e) {
            throw new IOException(e);
        }
    }
}
