package org.gatehouse.lab.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.directory.api.ldap.model.cursor.Cursor;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.filter.ObjectClassNode;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotIT {
    private RunningDirectory running;
    private DomainAdministration administration;
    private Snapshot snapshot;

    @BeforeEach
    void start() throws Exception {
        running = RunningDirectory.ofLab(InstantSource.system());
        administration = running.lab.administration();
        snapshot = running.directory.snapshot();
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
    }

    @Test
    void bringsBackEverythingOfEveryDomain() throws Exception {
        Set<String> before = everything();

        administration.setPassword("alice", "Changed1!");
        administration.setControl("bob", AccountState.ACCOUNT_DISABLE, true);
        administration.setExpiry("bob", Optional.of(Instant.EPOCH));
        administration.delete("mallory");
        administration.delete("Finance");
        administration.createUser("eve", "Secret1!");
        administration.createComputer("NEW1");
        administration.addToGroup("eve", "Staff");
        administration.addToGroup("eve", "Brand New");
        administration.removeServicePrincipalName("svc-portal", "HTTP/portal");
        running.lab.replace(running.lab.suffix(), "lockoutThreshold", "1");
        running.partner().administration().delete("carol");
        running.directory.restore(snapshot);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void bringsBackWhatWasRenamedOrMoved() throws Exception {
        Set<String> before = everything();
        var session = running.directory.session();
        var schema = session.getDirectoryService().getSchemaManager();

        session.rename(new Dn(schema, "OU=Services,DC=lab,DC=localhost"), new Rdn(schema, "OU=Dienste"), true);
        session.move(
                new Dn(schema, "CN=Alice Liddell,CN=Users,DC=lab,DC=localhost"),
                new Dn(schema, "OU=Groups,DC=lab,DC=localhost"));
        assertThat(administration.distinguishedName("svc-portal"))
                .isEqualTo("CN=svc-portal,OU=Dienste,DC=lab,DC=localhost");
        running.directory.restore(snapshot);

        assertThat(everything()).isEqualTo(before);
        assertThat(administration.distinguishedName("svc-portal"))
                .isEqualTo("CN=svc-portal,OU=Services,DC=lab,DC=localhost");
    }

    @Test
    void canBeGivenBackAgainAndAgain() throws Exception {
        Set<String> before = everything();
        for (int i = 0; i < 5; i++) {
            administration.delete("alice");
            administration.createUser("alice", "Another1!");
            running.directory.restore(snapshot);
        }

        assertThat(everything()).isEqualTo(before);
        assertThat(administration.find("alice").orElseThrow().password().text()).isEqualTo("Wonderland1!");
    }

    @Test
    void leavesTheDirectoryChangeable() throws Exception {
        administration.delete("alice");
        running.directory.restore(snapshot);

        administration.setPassword("alice", "Changed1!");
        administration.addToGroup("bob", "Finance");
        administration.delete("alice");

        assertThat(administration.find("alice")).isEmpty();
    }

    @Test
    void showsNobodyAHalfRestoredDirectory() throws Exception {
        AtomicBoolean going = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(2);
        Callable<List<String>> reading = () -> {
            List<String> wrong = new ArrayList<>();
            while (going.get()) {
                running.lab.accounts().findByName("alice").stream()
                        .filter(alice -> isMixed(alice))
                        .forEach(alice -> wrong.add(alice + " " + alice.password()));
            }
            return wrong;
        };
        try {
            List<Future<List<String>>> results = List.of(readers.submit(reading), readers.submit(reading));
            for (int i = 0; i < 200; i++) {
                administration.setPassword("alice", "Second1!");
                running.lab.accounts().logonFailed(administration.find("alice").orElseThrow(), Instant.now());
                running.directory.restore(snapshot);
            }
            going.set(false);
            for (Future<List<String>> result : results) {
                assertThat(result.get()).isEmpty();
            }
        } finally {
            going.set(false);
            readers.shutdownNow();
        }
    }

    private static boolean isMixed(Account alice) {
        boolean first = alice.password().text().equals("Wonderland1!");
        return first != (alice.password().keyVersionNumber() == 1);
    }

    private Set<String> everything() throws Exception {
        Set<String> entries = new TreeSet<>();
        for (DirectoryDomain domain : running.directory.domains()) {
            Dn suffix = new Dn(running.directory.session().getDirectoryService().getSchemaManager(), domain.suffix());
            try (Cursor<Entry> cursor = running.directory
                    .session()
                    .search(
                            suffix,
                            SearchScope.SUBTREE,
                            ObjectClassNode.OBJECT_CLASS_NODE,
                            AliasDerefMode.NEVER_DEREF_ALIASES,
                            "*",
                            "+")) {
                while (cursor.next()) {
                    entries.add(text(cursor.get()));
                }
            }
        }
        return entries;
    }

    /** Without what ApacheDS keeps of the whole partition. */
    private static String text(Entry entry) {
        Set<String> attributes = new TreeSet<>();
        entry.forEach(attribute -> {
            if (!attribute.getId().equalsIgnoreCase("contextCSN")) {
                Set<String> values = new TreeSet<>();
                attribute.forEach(value -> values.add(value.toString()));
                attributes.add(attribute.getId() + "=" + values);
            }
        });
        return entry.getDn().getName() + " " + attributes;
    }
}
