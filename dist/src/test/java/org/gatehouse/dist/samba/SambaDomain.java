package org.gatehouse.dist.samba;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kerby.kerberos.kerb.keytab.Keytab;
import org.apache.kerby.kerberos.kerb.keytab.KeytabEntry;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;
import org.gatehouse.lab.client.JoinableDomain;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.clock.ShiftedClock;

/**
 * The domain of Samba's that {@code lab-scripts/test.sh} has started: its folder has what the controller's own tools wrote
 * (keytabs), and what {@code lab-scripts/test/domain-controller.sh} knows of it.
 */
final class SambaDomain implements JoinableDomain {
    static final String REALM = "CORP.GATEHOUSE.TEST";
    static final String SUFFIX = ".corp.gatehouse.test";

    private static final String SID = "sid.";

    private final Path folder;
    private final Properties properties = new Properties();
    private final ShiftedClock workstationClock = new ShiftedClock(InstantSource.system());

    private SambaDomain(Path folder) {
        this.folder = folder;
    }

    static SambaDomain running() throws IOException {
        String folder = Objects.requireNonNull(
                System.getProperty("gatehouse.samba"), "no property gatehouse.samba: these tests are run by test.sh");
        SambaDomain domain = new SambaDomain(Path.of(folder));
        try (Reader reader = Files.newBufferedReader(domain.folder.resolve("samba.properties"))) {
            domain.properties.load(reader);
        }
        return domain;
    }

    @Override
    public Path krb5Conf() {
        return folder.resolve("krb5.conf");
    }

    /** The applications have no TLS: there is no such file. */
    @Override
    public Path caCertificate() {
        return folder.resolve("ca.pem");
    }

    @Override
    public ShiftedClock workstationClock() {
        return workstationClock;
    }

    /** The name of a service on that host. */
    static String spn(String host) {
        return "HTTP/" + host + SUFFIX;
    }

    /** As {@code samba-tool domain exportkeytab} wrote it. */
    Path keytab() {
        return folder.resolve("service.keytab");
    }

    EncryptionKey serviceKey(String host, EncryptionType type) throws IOException {
        PrincipalName owner = new PrincipalName(spn(host) + "@" + REALM);
        return Keytab.loadKeytab(keytab().toFile()).getKey(owner, type);
    }

    List<EncryptionKey> krbtgtKeys() throws IOException {
        Keytab keytab = Keytab.loadKeytab(folder.resolve("krbtgt.keytab").toFile());
        return keytab.getPrincipals().stream()
                .flatMap(principal -> keytab.getKeytabEntries(principal).stream())
                .map(KeytabEntry::getKey)
                .toList();
    }

    String sid(String account) {
        return property(SID + account);
    }

    /** The SIDs of the accounts whose names begin so, by name. */
    Map<String, String> sids(String prefix) {
        Map<String, String> sids = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(SID + prefix))
                .forEach(name -> sids.put(name.substring(SID.length()), properties.getProperty(name)));
        return sids;
    }

    Program.Result kinit(Workstation workstation, String user) throws IOException {
        return workstation.kinit(user, password());
    }

    /** A workstation where the user is signed in. */
    Workstation deskOf(String user) throws IOException {
        Workstation workstation = Workstation.temporary(this);
        kinit(workstation, user).orThrow();
        return workstation;
    }

    /** Sets {@code userAccountControl}, as an administrator. */
    void setControl(String user, int value) throws IOException {
        Path password = Files.writeString(Files.createTempFile("samba-", ".password"), password());
        try {
            List<String> command = List.of(
                    "ldapmodify",
                    "-x",
                    "-H",
                    "ldaps://" + property("address"),
                    "-D",
                    "Administrator@" + REALM,
                    "-y",
                    password.toString());
            // The controller made its certificate itself, for a name that this machine does not know.
            Program.run(command, Map.of("LDAPTLS_REQCERT", "never"), """
                            dn: CN=%s,CN=Users,DC=corp,DC=gatehouse,DC=test
                            changetype: modify
                            replace: userAccountControl
                            userAccountControl: %d
                            """.formatted(user, value))
                    .orThrow();
        } finally {
            Files.delete(password);
        }
    }

    private String password() {
        return property("password");
    }

    private String property(String name) {
        return Objects.requireNonNull(properties.getProperty(name), name);
    }
}
