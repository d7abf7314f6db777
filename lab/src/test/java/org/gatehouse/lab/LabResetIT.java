package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabResetIT extends AtAWorkstation {
    private DomainAdministration administration;

    @BeforeEach
    void findAdministration() {
        administration = lab.realm().administration();
    }

    @Test
    void bringsEntriesBack() throws Exception {
        List<Account> before = administration.accounts();
        administration.addServicePrincipalName("svc-dup-a", "HTTP/portal.lab.localhost");
        administration.setControl("alice", AccountState.ACCOUNT_DISABLE, true);
        administration.createUser("eve", "Paradise1!");
        administration.addToGroup("eve", "Intruders");
        administration.delete("bob");
        lab.realm("PARTNER.LOCALHOST").administration().lock("carol");

        lab.reset();

        assertThat(administration.accounts()).isEqualTo(before);
        assertThat(workstation.kinit("alice", "Wonderland1!").status()).isZero();
        assertThat(workstation.kinit("bob", "Builder1!").status()).isZero();
        assertThat(workstation.kinit("eve", "Paradise1!").output()).contains("not found in Kerberos database");
        assertThat(workstation.kinit("carol@PARTNER.LOCALHOST", "Partner1!").status())
                .isZero();
    }

    @Test
    void bringsKeysBack() throws Exception {
        byte[] keytab = Files.readAllBytes(lab.keytab());
        administration.setPassword("svc-portal", "Another1!");
        lab.renewKeytab();
        assertThat(Files.readAllBytes(lab.keytab())).isNotEqualTo(keytab);

        lab.reset();

        assertThat(workstation.kinit("alice", "Wonderland1!").status()).isZero();
        assertThat(workstation.kvno("HTTP/portal.lab.localhost").output()).contains("kvno = 1");
        assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
    }

    @Test
    void putsClocksAndPoliciesRight() throws Exception {
        lab.realm().clock().setShift(Duration.ofHours(1));
        lab.portalClock().setShift(Duration.ofDays(-1));
        lab.workstationClock().setShift(Duration.ofMinutes(7));
        lab.realm("PARTNER.LOCALHOST").setPolicy(KdcPolicy.OF_A_NEW_DOMAIN.withDuplicateSpn(DuplicateSpn.NEWEST_OWNER));

        lab.reset();

        assertThat(List.of(lab.realm().clock(), lab.portalClock(), lab.workstationClock()))
                .allMatch(clock -> clock.shift().isZero());
        assertThat(lab.realms()).allMatch(realm -> realm.policy().equals(KdcPolicy.OF_A_NEW_DOMAIN));
    }

    @Test
    void endsSessions() throws Exception {
        String jar = workstation.cookies().toString();
        workstation.kinit("alice", "Wonderland1!").orThrow();
        assertThat(workstation.signOn(lab.portal(), "--cookie-jar", jar).status())
                .isEqualTo(200);
        assertThat(workstation.get(lab.portal(), "--cookie", jar).status()).isEqualTo(200);

        lab.reset();

        assertThat(workstation.get(lab.portal(), "--cookie", jar).status()).isEqualTo(401);
    }

    @Test
    void forgetsWhichTicketsWereUsed() throws Exception {
        try (JvmLogon alice = JvmLogon.withPassword(lab, "alice", "Wonderland1!")) {
            String authorization = alice.negotiate(lab.portal());
            assertThat(status(authorization)).isEqualTo(200);
            assertThat(status(authorization)).isEqualTo(401);

            lab.reset();

            assertThat(status(authorization)).isEqualTo(200);
        }
    }

    @Test
    void forgetsWhatWasLogged() throws Exception {
        assertThat(status("Negotiate TlRMTVNTUAABAAAA")).isEqualTo(401);
        workstation.kinit("alice", "wrong");
        assertThat(lab.log().messages(Level.WARNING)).isNotEmpty();

        lab.reset();

        assertThat(lab.log().messages(Level.WARNING)).isEmpty();
        assertThat(lab.log().kdcEvents()).isEmpty();
    }

    @Test
    void isSeenByNoRequestHalfDone() throws Exception {
        workstation.kinit("alice", "Wonderland1!").orThrow();
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService others = Executors.newFixedThreadPool(2);
        try {
            Callable<Integer> visitor = () -> {
                int visits = 0;
                for (; !done.get(); visits++) {
                    seen.add(status(""));
                }
                return visits;
            };
            List<Future<Integer>> visitors = List.of(others.submit(visitor), others.submit(visitor));
            for (int i = 0; i < 20; i++) {
                lab.reset();
            }
            done.set(true);

            for (Future<Integer> visits : visitors) {
                assertThat(visits.get()).isPositive();
            }
            assertThat(seen).containsExactly(401);
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void isNotNeededForNewKeysOfThePortal() throws Exception {
        administration.setPassword("svc-portal", "Another1!");
        workstation.kinit("alice", "Wonderland1!").orThrow();
        Response refused = workstation.signOn(lab.portal());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).contains("GH-K009");

        lab.renewKeytab();

        assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
        lab.reset();
    }

    private static int status(String authorization) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + lab.portal().getPort() + "/");
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
